import { jest } from '@jest/globals'
import { Command } from 'commander'
import { commands } from '../../src/commands.ts'
import type { TestWorld } from './app.ts'

/** Runs a command on the test's own database. @returns what it printed */
export async function runCommand({ deps }: TestWorld, ...args: string[]): Promise<string> {
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
