import type { Cell, StatusTag } from '../../platform/http/components.ts'
import { sayShortInstant } from '../../platform/london.ts'
import { ROLL_UPS, type Given, type Rolled, type RollUp } from './rollUp.ts'
import { valueOf, type Scale } from './scale.ts'
import type { Rating } from './standard.ts'

/** What a rating is called: the word says it all, and the colour is its own. */
export function sayGiven(scale: Scale, given: Given | Rolled): string {
  if (given.kind === 'value') return valueOf(scale, given.key)?.word ?? given.key
  if (given.kind === 'na') return 'Not applicable'
  if (!('soFar' in given) || given.soFar === null) return 'Not rated yet'
  return `Not rated by all, ${(valueOf(scale, given.soFar)?.word ?? given.soFar).toLowerCase()} so far`
}

/** A rating as a cell of a table. What is missing has no colour. */
export function givenCell(scale: Scale, given: Given | Rolled): Cell {
  const text = sayGiven(scale, given)
  if (given.kind === 'missing') return { text }
  return { tag: tagOf(scale, given) }
}

/** A rating as a tag. */
export function tagOf(scale: Scale, given: Given | Rolled): StatusTag {
  const colour = given.kind === 'value' ? valueOf(scale, given.key)?.colour : 'grey'
  return { text: sayGiven(scale, given), ...(colour === undefined ? {} : { colour }) }
}

/** "The worst rating of any agency. Scale: Green, Amber, Red": by what a result became what it is. */
export const sayRuled = ({ rollUp, scale }: { rollUp: RollUp; scale: Scale }): string =>
  `${ROLL_UPS[rollUp].label}. Scale: ${scale.map(({ word }) => word).join(', ')}`

/** "Jo Field, 3 Mar 2026, 2pm", and who entered it from where. */
export const sayWho = ({ byName, enteredFrom, at }: Pick<Rating, 'byName' | 'enteredFrom' | 'at'>): string =>
  enteredFrom === null ? `${byName}, ${sayShortInstant(at)}` : `Entered by ${byName} from ${enteredFrom}, ${sayShortInstant(at)}`
