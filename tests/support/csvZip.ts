import { createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parse } from 'csv-parse/sync'
import { EVERYTHING, type Choice } from '../../src/features/datasets/index.ts'
import type { Format } from '../../src/features/exports/format.ts'
import { csv } from '../../src/features/exports/sinks/csv.ts'
import { writeRound } from '../../src/features/exports/writeActions.ts'
import { findPartnership } from '../../src/features/partnerships/index.ts'
import { findRound } from '../../src/features/rounds/index.ts'
import type { Db } from '../../src/platform/db.ts'
import { readZip } from '../../src/platform/files/zip.ts'
import type { Id } from '../../src/platform/id.ts'

type Of = { partnershipId: Id<'partnership'>; roundId: Id<'round'>; chosen?: Partial<Choice>; format?: Format }

async function inFile<Found>(
  db: Db,
  { partnershipId, roundId, chosen = {}, format = csv }: Of,
  read: (file: string) => Promise<Found>,
): Promise<Found> {
  const [round, partnership] = [await findRound(db, partnershipId, roundId), await findPartnership(db, partnershipId)]
  if (!round || !partnership) throw new Error('there is no such round')
  const folder = mkdtempSync(path.join(tmpdir(), 'sa-export-'))
  const file = path.join(folder, 'round')
  try {
    await writeRound(db, format, { partnership, round, choice: { ...EVERYTHING, ...chosen }, folder }, createWriteStream(file))
    return await read(file)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The bytes of an export, in any format. */
export const bytesOf = (db: Db, of: Of): Promise<Buffer> => inFile(db, of, file => Promise.resolve(readFileSync(file)))

/** The files of an export as CSV, by name, each as text without its mark. */
export const csvFilesOf = (db: Db, of: Of): Promise<Map<string, string>> =>
  inFile(db, of, async file => {
    const names = (await readZip(file))?.directory.names ?? []
    const files = new Map<string, string>()
    for (const name of names) {
      const text = (await readZip(file, name))?.text ?? ''
      if (!text.startsWith('\uFEFF')) throw new Error(`${name} has no mark`)
      files.set(name, text.slice(1))
    }
    return files
  })

/** The rows of a CSV file, by the names of its columns. */
export const csvRows = (text: string): Record<string, string>[] => parse(text, { columns: true })
