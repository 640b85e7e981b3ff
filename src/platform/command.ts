import type { Command } from 'commander'
import type { Deps } from './deps.ts'
import { Refusal } from './http/refusal.ts'

/** Adds a feature's commands to the command line; `open` starts or joins the database, only when a command runs. */
export type AddCommands = (program: Command, open: () => Promise<Deps>) => void

/** What was asked cannot be done: the message is for the operator, and the exit code is 2. */
export class CommandRefused extends Error {
  override name = 'CommandRefused'
}

/** What a page would show as a refusal is, at the command line, a sentence and exit code 2. */
export async function refusedInWords(work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    throw error instanceof Refusal ? new CommandRefused([error.message, ...error.paragraphs].join('\n')) : error
  }
}

/** Prints a result: one JSON value for scripts, or lines for people. */
export function printResult(json: boolean, value: unknown, lines: readonly string[]): void {
  process.stdout.write(json ? `${JSON.stringify(value)}\n` : `${lines.join('\n')}\n`)
}
