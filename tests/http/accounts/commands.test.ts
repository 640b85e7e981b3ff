import { expect, test } from '@jest/globals'
import { heading, inRollback } from '../../support/app.ts'
import { runCommand } from '../../support/runCommand.ts'

test(
  'from nothing, an operator adds a partnership and its first administrator, who sets a password by the link that is printed',
  inRollback(async world => {
    await expect(runCommand(world, 'user', 'add', '--email', 'a@b.example', '--name', 'Ann')).rejects.toThrow('There is no partnership yet')
    await runCommand(world, 'partnership', 'add', '--code', 'north-moor', '--name', 'Northmoor Partnership', '--la', '888, 889')
    expect(JSON.parse(await runCommand(world, 'partnership', 'list', '--json'))).toMatchObject([
      { code: 'north-moor', laCodes: [888, 889], shortName: 'Northmoor Partnership', demonstration: false },
    ])
    const printed = await runCommand(world, 'user', 'add', '--email', 'Ann@Northmoor.example', '--name', 'Ann Hall')
    const link = /http\S+/.exec(printed)?.[0] ?? ''
    expect(heading(await world.visitor().get(new URL(link).pathname))).toBe('Choose a password')
    expect(JSON.parse(await runCommand(world, 'user', 'list', '--json'))).toMatchObject([
      { email: 'ann@northmoor.example', role: 'administrator', disabled: false },
    ])
  }),
)

test(
  'what cannot be done is said in words, and nothing is changed',
  inRollback(async world => {
    const { code } = await world.make.partnership()
    await expect(runCommand(world, 'partnership', 'add', '--code', code, '--name', 'Again')).rejects.toThrow('already')
    await expect(runCommand(world, 'partnership', 'add', '--code', 'X Y', '--name', 'Odd')).rejects.toThrow('--code: Use small letters')
    await expect(runCommand(world, 'user', 'add', '--email', 'nobody', '--name', 'No')).rejects.toThrow(
      '--email: Enter an email address in the',
    )
    await expect(runCommand(world, 'user', 'add', '--email', 'a@b.example', '--name', 'A', '--role', 'king')).rejects.toThrow('--role')
    await runCommand(world, 'user', 'add', '--email', 'a@b.example', '--name', 'A')
    await expect(runCommand(world, 'user', 'add', '--email', 'a@b.example', '--name', 'A')).rejects.toThrow('has an account already')
    await expect(runCommand(world, 'user', 'disable', '--email', 'x@b.example')).rejects.toThrow('Nobody here has')
    expect(JSON.parse(await runCommand(world, 'user', 'list', '--json'))).toHaveLength(1)
  }),
)

test(
  'an operator disables an account, but not the last administrator',
  inRollback(async world => {
    const { id: partnership_id } = await world.make.partnership()
    const last = await world.make.account({ partnership_id, role: 'administrator', password_hash: 'x' })
    const viewer = await world.make.account({ partnership_id, role: 'viewer' })
    await runCommand(world, 'user', 'disable', '--email', viewer.email)
    expect(await runCommand(world, 'user', 'list')).toContain('viewer, disabled')
    await expect(runCommand(world, 'user', 'disable', '--email', last.email)).rejects.toThrow('needs an administrator')
  }),
)
