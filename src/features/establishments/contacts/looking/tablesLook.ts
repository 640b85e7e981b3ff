import { z } from 'zod'
import { CouldNotLook, defineLook, type Looking, type WhyNot } from '../../../../platform/looking/look.ts'
import { UnusableFile } from '../../register/unusableFile.ts'
import { readTables, type Tables } from './readTables.ts'

const finding = z.discriminatedUnion('ok', [
  z.strictObject({
    ok: z.literal(true),
    sha256: z.string().length(64),
    tables: z.array(
      z.strictObject({
        name: z.string().max(100),
        rows: z.array(z.strictObject({ line: z.int(), cells: z.array(z.string()).max(200) })).max(50_000),
      }),
    ),
  }),
  z.strictObject({ ok: z.literal(false), why: z.string() }),
])

/** Reads a file of contacts, so that the program itself meets no byte of it: what comes back are the texts of its cells. */
export const tablesLook = defineLook({
  name: 'contacts.tables',
  seconds: 30,
  finding,
  async run(file, _question: null): Promise<z.infer<typeof finding>> {
    try {
      return { ok: true, ...(await readTables(file)) }
    } catch (error) {
      if (error instanceof UnusableFile) return { ok: false, why: error.message }
      throw error
    }
  },
})

const NOT_NOW = 'This file could not be looked into just now. Try again in a few minutes.'
const WORDS: Record<WhyNot, string> = {
  too_long: 'It took too long to look into this file. Copy the list into a new workbook, and choose that.',
  too_much: 'This file is too complicated to look into. Copy the list into a new workbook, and choose that.',
  busy: NOT_NOW,
  failed: NOT_NOW,
  stopping: NOT_NOW,
}

/** Reads a file of contacts that somebody sent. @throws UnusableFile */
export async function lookIntoTables(looking: Looking, file: string): Promise<Tables> {
  const found = await looking.look(tablesLook, file, null).catch((error: unknown) => {
    throw error instanceof CouldNotLook ? new UnusableFile(WORDS[error.why]) : error
  })
  if (!found.ok) throw new UnusableFile(found.why)
  return { sha256: found.sha256, tables: found.tables }
}
