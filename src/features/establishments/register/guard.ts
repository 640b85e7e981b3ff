import { sayCount } from '../../../platform/say.ts'
/** How an import would shrink the register. */
export type Shrinkage = {
  /** Establishments of the register that are open now. */
  open: number
  /** Of these, the ones in authorities that the file covers. */
  covered: number
  /** Open ones that the file closes, conversions not counted. */
  closing: number
  /** Open ones of the authorities that the file covers, which the file does not mention. */
  missing: number
}

/** More than this part of the register does not close at once, unless the file is wrong. */
const TENTH = 10
/** In a single authority a handful is ordinary. */
const HANDFUL = 5

/**
 * Whether a file would close or lose too much: more than a tenth of the register, or, when it is about a few authorities
 * only, more than a tenth of theirs and at least five.
 *
 * @returns how many it would close or lose, when that is too many; otherwise null
 */
export function tooManyLost({ open, covered, closing, missing }: Shrinkage): number | null {
  const lost = closing + missing
  const ofTheRegister = lost * TENTH > open
  const ofTheirs = lost >= HANDFUL && lost * TENTH > covered
  return lost > 0 && (ofTheRegister || ofTheirs) ? lost : null
}

/** The refusal in words. */
export function lostInWords({ open, closing, missing }: Shrinkage): string {
  const parts = [
    ...(closing > 0 ? [`close ${sayCount(closing, 'establishment')}`] : []),
    ...(missing > 0 ? [`leave out ${missing} that ${missing === 1 ? 'is' : 'are'} open in the register`] : []),
  ]
  return `This file would ${parts.join(' and ')}, of ${open} that are open: more than a tenth. It may be the wrong file, or only a part of one.`
}
