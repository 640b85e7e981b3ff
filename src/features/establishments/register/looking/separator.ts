/** What may stand between the cells of a file. */
export const SEPARATORS = [',', ';', '\t', '|'] as const
export type Separator = (typeof SEPARATORS)[number]

const LINES_LOOKED_AT = 20

/** What separates the cells of a file: what stands most often in its first lines, outside quotation marks; or what it says itself ("sep=;"). */
export function separatorOf(start: string): Separator {
  const said = /^\ufeff?"?sep=([,;\t|])/i.exec(start)?.[1]
  const counts = new Map<string, number>(SEPARATORS.map(separator => [separator, 0]))
  let quoted = false
  let lines = 0
  for (const sign of start) {
    if (sign === '"') quoted = !quoted
    else if (sign === '\n' && (lines += 1) === LINES_LOOKED_AT) break
    else if (!quoted && counts.has(sign)) counts.set(sign, (counts.get(sign) ?? 0) + 1)
  }
  const most = SEPARATORS.toSorted((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0))[0] ?? ','
  return SEPARATORS.find(separator => separator === said) ?? most
}
