import type { DataSet, Reading, Row } from './dataSet.ts'
import type { PageLine } from './page.ts'

/** What became of a data set: the names of the parts of the file in which it stands, and how many rows it has. */
export type Written = { parts: string[]; rows: number }
export type WrittenSet = Written & { set: DataSet }

/** A data set that is being written. */
export type OpenSet = {
  /** Awaiting it keeps memory flat. */
  add(rows: readonly Row[]): Promise<void>
  end(): Promise<Written>
}

/** A file of some format, into which data sets are written. Several may be open at once: those of one reading, ended in its order. */
export type Sink = {
  /** Data sets that the format adds of its own. */
  own: readonly DataSet[]
  open(set: DataSet): Promise<OpenSet>
  /** Writes those of its own, in their order, when all others are written. */
  writeOwn(): Promise<WrittenSet[]>
  /**
   * Ends the file.
   *
   * @param front what to read first
   * @param parts in the order in which people look for them
   */
  finish(front: readonly PageLine[], parts: readonly string[]): Promise<void>
  /** Lets go of what it holds, finished or not. */
  close(): Promise<void>
}

/** Writes the data sets of a reading into a file, at the pace of the file. */
export async function pour({ sets, batches }: Reading, sink: Sink): Promise<WrittenSet[]> {
  const open = new Map<DataSet, OpenSet>()
  for (const set of sets) open.set(set, await sink.open(set))
  for await (const batch of batches)
    for (const { set, rows } of batch) {
      const target = open.get(set)
      if (!target) throw new Error(`rows of ${set.name} came out of a reading that does not name it`)
      await target.add(rows)
    }
  const written: WrittenSet[] = []
  for (const [set, target] of open) written.push({ set, ...(await target.end()) })
  return written
}
