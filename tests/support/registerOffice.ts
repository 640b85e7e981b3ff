import { Command } from 'commander'
import { registerCommands } from '../../src/features/establishments/index.ts'
import type { Id } from '../../src/platform/id.ts'
import type { Browser, TestWorld } from './app.ts'

/** A partnership with somebody of its staff. */
export async function office(
  world: TestWorld,
  laCodes: number[] = [],
): Promise<{ browser: Browser; partnershipId: Id<'partnership'>; code: string }> {
  const { id, code } = await world.make.partnership({ la_codes: laCodes })
  const actor = await world.make.staffActor(id)
  return { browser: await world.staff(actor.accountId), partnershipId: id, code }
}

/** Runs `register …` of the command line. @returns what it printed, and what it said beside it */
export async function registerCommand({ deps }: TestWorld, ...words: string[]): Promise<{ printed: string; said: string }> {
  const program = new Command().exitOverride()
  registerCommands(program, () => Promise.resolve(deps))
  const [printed, said]: [string[], string[]] = [[], []]
  const write = process.stdout.write.bind(process.stdout)
  const tell = process.stderr.write.bind(process.stderr)
  process.stdout.write = (text: string | Uint8Array) => printed.push(String(text)) > 0
  process.stderr.write = (text: string | Uint8Array) => said.push(String(text)) > 0
  try {
    await program.parseAsync(['node', 'cli', 'register', ...words])
  } finally {
    process.stdout.write = write
    process.stderr.write = tell
  }
  return { printed: printed.join(''), said: said.join('') }
}

/** Uploads a register file. @returns where its preview is */
export async function uploadRegister(browser: Browser, content: Buffer | string, name = 'edubasealldata.csv'): Promise<string> {
  const response = await browser.postFiles('/register/imports', {}, 'file', [{ name, content }])
  if (response.status !== 303) throw new Error(`The file was refused: ${response.text.replaceAll(/<[^>]*>|\s+/g, ' ').slice(0, 4000)}`)
  return response.headers.location as string
}
