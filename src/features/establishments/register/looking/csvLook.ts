import { z } from 'zod'
import { CouldNotLook, defineLook, type Looking, type WhyNot } from '../../../../platform/looking/look.ts'
import type { Authority } from '../gathered.ts'
import { openCsv, reopenCsv, type CsvKind, type CsvSource } from './openFile.ts'
import { authoritiesIn } from './readRegister.ts'
import { csvRows } from './readRows.ts'
import { ENCODINGS } from '../encoding.ts'
import { namesColumns } from '../header.ts'
import { SEPARATORS } from './separator.ts'
import { UnusableFile } from '../unusableFile.ts'

const finding = z.discriminatedUnion('ok', [
  z.strictObject({
    ok: z.literal(true),
    facts: z.strictObject({
      encoding: z.enum(ENCODINGS),
      separator: z.enum(SEPARATORS),
      sha256: z.string().length(64),
      bytes: z.int(),
      endsWithNewline: z.boolean(),
    }),
    /** The file of links is told from the register by its headings. */
    isLinks: z.boolean(),
    /** What was made of a workbook. */
    text: z.string().max(20_000_000).optional(),
    authorities: z.array(z.strictObject({ code: z.int(), name: z.string(), rows: z.int() })),
  }),
  z.strictObject({ ok: z.literal(false), why: z.string() }),
])
type Finding = z.infer<typeof finding>

/** Reads all of a CSV file that somebody sent, so that the program itself meets no row that is none. 65,000 rows take 3 s. */
export const csvLook = defineLook({
  name: 'register.csv',
  seconds: 60,
  finding,
  async run(file, { kind }: { kind: CsvKind }): Promise<Finding> {
    try {
      const source = await openCsv(file, kind)
      try {
        const { encoding, separator, sha256, bytes, endsWithNewline, text } = source
        const isLinks = kind === 'register' ? await namesLinks(source) : kind === 'links'
        const authorities = isLinks ? await readThrough(source) : await authoritiesIn(source)
        return {
          ok: true,
          isLinks,
          facts: { encoding, separator, sha256, bytes, endsWithNewline },
          authorities,
          ...(text === undefined ? {} : { text }),
        }
      } finally {
        source.close()
      }
    } catch (error) {
      if (error instanceof UnusableFile) return { ok: false, why: error.message }
      throw error
    }
  },
})

async function namesLinks(source: CsvSource): Promise<boolean> {
  for await (const { line, cells } of csvRows(source)) {
    if (namesColumns(cells)) return cells.some(cell => cell.trim().toLowerCase() === 'linkurn')
    if (line > 20) break
  }
  return false
}

async function readThrough(source: CsvSource): Promise<[]> {
  for await (const _row of csvRows(source)) continue
  return []
}

export type LookedInto = { source: CsvSource; authorities: Authority[]; isLinks: boolean }

const NOT_NOW = 'This file could not be looked into just now. Try again in a few minutes.'
const WORDS: Record<WhyNot, string> = {
  too_long: 'It took too long to look into this file. Download it again, or save it as “CSV UTF-8 (comma delimited)”.',
  too_much: 'This file is too complicated to look into. Download it again, or save it as “CSV UTF-8 (comma delimited)”.',
  busy: NOT_NOW,
  failed: NOT_NOW,
  stopping: NOT_NOW,
}

/**
 * Opens a CSV file that somebody sent, after a look into all of it.
 *
 * @returns its source, and the authorities that a register file is about
 * @throws UnusableFile
 */
export async function lookIntoCsv(looking: Looking, file: string, kind: CsvKind): Promise<LookedInto> {
  const found = await looking.look(csvLook, file, { kind }).catch((error: unknown) => {
    throw error instanceof CouldNotLook ? new UnusableFile(WORDS[error.why]) : error
  })
  if (!found.ok) throw new UnusableFile(found.why)
  return { source: await reopenCsv(file, kind, found.facts, found.text), authorities: found.authorities, isLinks: found.isLinks }
}
