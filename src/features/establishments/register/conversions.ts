/** A row that closes an establishment which is open in our register. */
export type Closing = {
  identifier: string
  laCode: number | null
  establishmentNumber: number | null
  reasonCode: number | null
  reason: string
}

/** A row of an establishment that is open, or is to open. */
export type OpenInRegister = { identifier: string; laCode: number | null; establishmentNumber: number | null }

/** Who follows whom, from a file of links. */
export type Succession = { identifier: string; successor: string }

const ACADEMY_CONVERTER = 10

/**
 * The closings that are conversions, each with its one successor.
 *
 * An academy usually keeps the DfE number of the school that it was, under a new URN: closed as an academy, and one other
 * establishment with the same authority and number. A file of links says it outright. Where either names two, nothing is
 * decided here: staff choose.
 */
export function conversions(
  closings: readonly Closing[],
  openOnes: readonly OpenInRegister[],
  links: readonly Succession[],
): Map<string, string> {
  const byNumber = Map.groupBy(openOnes.filter(hasNumber), numberOf)
  const byLink = Map.groupBy(links, ({ identifier }) => identifier)
  const found = new Map<string, string>()
  for (const closing of closings) {
    const linked = new Set((byLink.get(closing.identifier) ?? []).map(({ successor }) => successor))
    const sameNumber =
      hasNumber(closing) && becameAcademy(closing)
        ? (byNumber.get(numberOf(closing)) ?? [])
            .map(({ identifier }) => identifier)
            .filter(identifier => identifier !== closing.identifier)
        : []
    const candidates = linked.size > 0 ? [...linked] : [...new Set(sameNumber)]
    const [only] = candidates
    if (only !== undefined && candidates.length === 1) found.set(closing.identifier, only)
  }
  return found
}

export const becameAcademy = ({ reasonCode, reason }: Pick<Closing, 'reasonCode' | 'reason'>): boolean =>
  reasonCode === ACADEMY_CONVERTER || /academy|convert/i.test(reason)

const hasNumber = ({ laCode, establishmentNumber }: Omit<OpenInRegister, 'identifier'>): boolean =>
  laCode !== null && establishmentNumber !== null
const numberOf = ({ laCode, establishmentNumber }: Omit<OpenInRegister, 'identifier'>): string =>
  `${laCode ?? ''}/${establishmentNumber ?? ''}`
