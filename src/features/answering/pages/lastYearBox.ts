import { isDeepStrictEqual } from 'node:util'
import { component } from '../../../platform/http/templates.ts'
import { sayCount } from '../../../platform/say.ts'
import { isFinished } from '../../actionPlan/index.ts'
import { fillFrom, isNewIn, type LastReturn, type Offer } from '../../lastYear/index.ts'
import { PARTS, type Question, type Response } from '../../questions/index.ts'
import { progressLine } from './progressLine.ts'
import { responseLines } from '../../returnPages/index.ts'

/** The last return, with what it offers to the questions of a page of which the answer is still blank, or lacks what it says of the same people. */
export type LastYear = { last: LastReturn; blank: ReadonlySet<string>; offers: ReadonlyMap<string, Offer> }

/** The field by which a form says which answers of last year it showed. */
export const USED_FROM = '_last'
export const usedFrom = (lastYear: { last: Pick<LastReturn, 'id' | 'version'> } | undefined): string =>
  lastYear ? `${lastYear.last.id}.${lastYear.last.version}` : ''

/** Whether what is filled in from last year says more than what was there. */
export const addsTo = (filled: Response, registered: Response): boolean =>
  PARTS.some(part => !isDeepStrictEqual(filled[part], registered[part]))

/**
 * What was answered last year, under its question, as it is drawn: blank where there is nothing to say.
 *
 * @param registered what the register offers or filled in already: last year's adds to it what it leaves blank, or there is nothing to press
 */
export function lastYearBox(question: Question, lastYear: LastYear | undefined, registered: Response | undefined): string {
  if (!lastYear?.blank.has(question.key)) return ''
  const offer = lastYear.offers.get(question.key)
  const link = question.key === ABOUT_ACTIONS ? ACTIONS : null
  if (!offer && isNewIn(lastYear.last, question)) return component('answering/lastYear', { ...NOTHING, heading: IS_NEW, link })
  if (!offer) return link ? component('answering/lastYear', { ...NOTHING, heading: null, link }) : ''
  const adds = !registered || addsTo(fillFrom(offer, registered), registered)
  return component('answering/lastYear', {
    id: `last-${question.key}`,
    heading: `Last time (${lastYear.last.roundName})`,
    lines: responseLines(offer.then, offer.response),
    notes: [...notesOf(offer), ...(registered && adds ? [ADDS] : [])],
    link,
    button: offer.canBeUsed && adds ? { value: `again:${question.key}`, about: question.shortLabel ?? question.label } : null,
  })
}

const IS_NEW = 'New: this was not asked last time'
const ADDS = 'What you use again is added to the names above where they are the same.'
/** The library's question about last year's actions, in every set that asks it. */
const ABOUT_ACTIONS = 'leadership_last_actions_done'
const ACTIONS = { text: 'Show the actions from last time', value: 'lastActions' }
const NOTHING = { id: null, lines: [], notes: [], button: null }

/** What to bear in mind before an answer is used again. */
function notesOf({ changes, canBeUsed, isDue, response, progress }: Offer): string[] {
  return [
    ...(changes.length === 0 ? [] : ['This question has changed since then.', ...changes]),
    ...(canBeUsed || changes.length === 0 ? [] : ['The answer does not fit the question as it is now, so it cannot be used again.']),
    ...(progress ? [progressLine(progress), ...(isFinished(progress.stateAfter) ? [FINISHED] : [])] : []),
    ...(isDue && response.action !== null ? ['The date of this action has passed. Give a new date if it is not done.'] : []),
  ]
}

const FINISHED = 'It is finished, so it is not used again with the answer.'

/** At the end of a section: all that may be used together, as it is drawn. */
export function lastYearTogether(lastYear: LastYear | undefined, open: readonly Question[]): string {
  const count = open.filter(({ key }) => lastYear?.offers.get(key)?.withOthers).length
  return count === 0
    ? ''
    : component('answering/lastYearTogether', {
        heading: 'Answers from last time',
        text: `${sayCount(count, 'answer', 'answers')} can be used again together: the questions are unchanged. None of last time’s answers counts until you use it again.`,
        button: count === 1 ? 'Read the answer from last time' : `Read the ${count} answers from last time`,
      })
}
