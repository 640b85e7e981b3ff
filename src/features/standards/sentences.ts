import { capitalised, sayCount, sayList, sayNumber } from '../../platform/say.ts'
import type { Matrix } from './matrix.ts'
import { metIn, ROLL_UPS, type RollUp } from './rollUp.ts'
import type { Scale } from './scale.ts'

type Ruled = { scale: Scale; rollUp: RollUp }

/**
 * "No red, 2 amber, 22 green: the worst rating of any agency, of 24 standards; 144 ratings asked, 5 not applicable, none missing." From the
 * worst value of the scale to the best, then what has no rating, with who has not given one.
 */
export function resultSentence({ scale, rollUp }: Ruled, { rows, rolled, asked }: Matrix, agencies: number): string {
  const parts = [...scale].reverse().map(({ key, word }) => `${none(rolled.values.get(key) ?? 0)} ${word.toLowerCase()}`)
  const rest =
    rollUp === 'apart'
      ? []
      : [
          ...(rolled.missing === 0 ? [] : [missingWords(rollUp, rows)]),
          ...(rolled.na === 0 ? [] : [`${sayNumber(rolled.na)} not applicable`]),
        ]
  const of =
    rollUp === 'apart'
      ? `of ${sayCount(rows.length, 'standard')} rated by ${sayCount(agencies, 'agency', 'agencies')}`
      : `of ${sayCount(rows.length, 'standard')}`
  return `${capitalised([...parts, ...rest].join(', '))}: ${ROLL_UPS[rollUp].said}, ${of}; ${askedWords(asked)}.`
}

/** "144 ratings asked, 5 not applicable, none missing". */
const askedWords = ({ total, na, missing }: Matrix['asked']): string =>
  `${sayCount(total, 'rating')} asked, ${none(na, 'none')} not applicable, ${none(missing, 'none')} missing`

/** "1 not yet rated by Probation", "3 not yet rated by Police and Probation". */
function missingWords(rollUp: RollUp, rows: Matrix['rows']): string {
  const missing = rows.filter(({ rolled: one }) => one?.kind === 'missing')
  if (rollUp === 'agreed') return `${sayNumber(missing.length)} not yet agreed`
  const from = [...new Set(missing.flatMap(({ missingFrom }) => missingFrom))]
  if (from.length === 0) return `${sayNumber(missing.length)} not rated, since no agency is asked`
  return `${sayNumber(missing.length)} not yet rated by ${from.length > 3 ? sayCount(from.length, 'agency', 'agencies') : sayList(from)}`
}

/** "22 of 24 standards are met. What is missing or not applicable is not counted as met." */
export function metSentence({ scale, rollUp }: Ruled, { rolled }: Matrix): string {
  const met = metIn(rolled, scale)
  const words = scale.filter(({ meets }) => meets).map(({ word }) => word)
  const counts =
    words.length === 0 ? 'No value of this scale counts as met.' : `${sayList(words)} ${words.length === 1 ? 'counts' : 'count'} as met.`
  const what = rollUp === 'apart' ? 'rating' : 'standard'
  return `${sayNumber(met)} of ${sayCount(rolled.total, what)} ${met === 1 ? 'is' : 'are'} met. ${counts} What is missing or not applicable does not.`
}

const none = (n: number, word = 'no'): string => (n === 0 ? word : sayNumber(n))
