import { expect, jest, test } from '@jest/globals'
import { Command } from 'commander'
import { commands } from '../../../src/commands.ts'
import { heading, inRollback, type TestWorld } from '../../support/app.ts'

/** Runs a command on the test's own database. @returns what it printed */
async function run({ deps }: TestWorld, ...args: string[]): Promise<string> {
  const program = new Command().exitOverride()
  for (const add of commands) add(program, () => Promise.resolve(deps))
  let printed = ''
  const write = jest.spyOn(process.stdout, 'write').mockImplementation(text => {
    printed += String(text)
    return true
  })
  try {
    await program.parseAsync(args, { from: 'user' })
  } finally {
    write.mockRestore()
  }
  return printed
}

test(
  'from nothing, an operator adds a partnership and its first administrator, who sets a password by the link that is printed',
  inRollback(async world => {
    await expect(run(world, 'user', 'add', '--email', 'a@b.example', '--name', 'Ann')).rejects.toThrow('There is no partnership yet')
    await run(world, 'partnership', 'add', '--code', 'north-moor', '--name', 'Northmoor Partnership', '--la', '888, 889')
    expect(JSON.parse(await run(world, 'partnership', 'list', '--json'))).toMatchObject([
      { code: 'north-moor', laCodes: [888, 889], shortName: 'Northmoor Partnership', demonstration: false },
    ])
    const printed = await run(world, 'user', 'add', '--email', 'Ann@Northmoor.example', '--name', 'Ann Hall')
    const link = /http\S+/.exec(printed)?.[0] ?? ''
    expect(heading(await world.visitor().get(new URL(link).pathname))).toBe('Choose a password')
    expect(JSON.parse(await run(world, 'user', 'list', '--json'))).toMatchObject([
      { email: 'ann@northmoor.example', role: 'administrator', disabled: false },
    ])
  }),
)

test(
  'what cannot be done is said in words, and nothing is changed',
  inRollback(async world => {
    const { code } = await world.make.partnership()
    await expect(run(world, 'partnership', 'add', '--code', code, '--name', 'Again')).rejects.toThrow('already')
    await expect(run(world, 'partnership', 'add', '--code', 'X Y', '--name', 'Odd')).rejects.toThrow('--code: Use small letters')
    await expect(run(world, 'user', 'add', '--email', 'nobody', '--name', 'No')).rejects.toThrow('--email: Enter an email address in the')
    await expect(run(world, 'user', 'add', '--email', 'a@b.example', '--name', 'A', '--role', 'king')).rejects.toThrow('--role')
    await run(world, 'user', 'add', '--email', 'a@b.example', '--name', 'A')
    await expect(run(world, 'user', 'add', '--email', 'a@b.example', '--name', 'A')).rejects.toThrow('has an account already')
    await expect(run(world, 'user', 'disable', '--email', 'x@b.example')).rejects.toThrow('Nobody here has')
    expect(JSON.parse(await run(world, 'user', 'list', '--json'))).toHaveLength(1)
  }),
)

test(
  'an operator disables an account, but not the last administrator',
  inRollback(async world => {
    const { id: partnership_id } = await world.make.partnership()
    const last = await world.make.account({ partnership_id, role: 'administrator', password_hash: 'x' })
    const viewer = await world.make.account({ partnership_id, role: 'viewer' })
    await run(world, 'user', 'disable', '--email', viewer.email)
    expect(await run(world, 'user', 'list')).toContain('viewer, disabled')
    await expect(run(world, 'user', 'disable', '--email', last.email)).rejects.toThrow('needs an administrator')
  }),
)
