import { createHmac } from 'node:crypto'
import { joined, type CellValue, type Column, type ColumnOf } from '../../platform/tabular/column.ts'

/** Makes the codes that stand in place of names: the same for the same one, in every export of a partnership. */
export type Veil = (as: string, of: string) => string

/** Enough digits that no two of a million share a code but by a chance of one in a thousand. */
const DIGITS = 12
/** People and schools of the largest export; beyond them codes are made anew. */
const KEPT = 200_000

/** @param key of the partnership: without it nobody can tell whose code one is, nor make the code of somebody to look for */
export function veilWith(key: string): Veil {
  const kept = new Map<string, string>()
  return (as, of) => {
    const whole = `${as} ${of}`
    const known = kept.get(whole)
    if (known !== undefined) return known
    const code = `${as} ${createHmac('sha256', key).update(whole).digest('hex').slice(0, DIGITS)}`
    if (kept.size < KEPT) kept.set(whole, code)
    return code
  }
}

/** How a value of a column looks under the veil; undefined where it is shown as it is. */
export function veiledValue({ personal, identifies }: Column, veil: Veil): ((value: CellValue) => CellValue) | undefined {
  if (personal === 'name') return value => (typeof value === 'string' && value !== '' ? veil('Person', value.trim().toLowerCase()) : null)
  return personal !== undefined || identifies === true ? () => null : undefined
}

/** A column as it looks under the veil, and says so. */
export function veiled<Source>(column: ColumnOf<Source>, veil: Veil): ColumnOf<Source> {
  const { coded } = column
  if (coded) {
    const of = (source: Source) => {
      const by = coded.by(source)
      if (typeof by === 'object' && by !== null) return joined(by.map(one => veil(coded.as, one)))
      return by === null || by === '' ? null : veil(coded.as, by)
    }
    return { ...column, type: 'text', of, label: veiledLabel(column, true) }
  }
  const look = veiledValue(column, veil)
  return look ? { ...column, of: source => look(column.of(source)), label: veiledLabel(column) } : column
}

/** What the codebook says of a column under the veil. */
export const veiledLabel = ({ label, personal }: Column, isCoded = false): string =>
  `${label} (${isCoded || personal === 'name' ? 'a code in its place' : 'left out'}: this export is pseudonymised)`
