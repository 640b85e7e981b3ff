import type { Id } from '../../platform/id.ts'
import type { Veil } from './veil.ts'

/** The code of an establishment. */
export const codeOfPlace = (veil: Veil, id: Id<'establishment'>): string => veil('Establishment', id.toString())

/** Of which sample and which establishment a row is, where it is of any. */
type OfPlace = { sampleId?: Id<'sample'>; establishmentId?: Id<'establishment'> | null }

/**
 * The same rows; in an export that is pseudonymised those that are read at once go by their codes, sample by sample. Rows in the order of
 * names, or of a draw that can be repeated, would tell whose they are.
 */
export async function* inOrderOfCodes<Source>(
  batches: AsyncIterable<readonly Source[]> | Iterable<readonly Source[]>,
  veil: Veil | null,
): AsyncGenerator<readonly Source[]> {
  for await (const batch of batches) yield ordered(batch, veil)
}

/** Rows in the order of their codes, sample by sample; as they are where they name establishments. */
export function ordered<Source>(batch: readonly Source[], veil: Veil | null): readonly Source[] {
  if (veil === null) return batch
  const placed = batch.map(source => {
    const { sampleId, establishmentId } = source as OfPlace
    return { source, sample: sampleId ?? 0, code: establishmentId ? codeOfPlace(veil, establishmentId) : '' }
  })
  const order = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)
  return placed.sort((one, other) => Number(one.sample) - Number(other.sample) || order(one.code, other.code)).map(({ source }) => source)
}
