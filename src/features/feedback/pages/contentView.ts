import { sayShortDay, sayDay } from '../../../platform/london.ts'
import { paragraphs, sayCount } from '../../../platform/say.ts'
import type { Cell, DataTable } from '../../../platform/http/components.ts'
import { isFinished, planWords } from '../../actionPlan/index.ts'
import type { ComparedRating, FeedbackContent, SaidTexts } from '../content.ts'

/** What the page of one establishment's feedback says: the same for staff who look at a draft and for the establishment. */
export function contentView(
  { content, said, draftedAt }: { content: FeedbackContent; said: SaidTexts; draftedAt: Date },
  facts: { establishment: string; round: string },
) {
  const { returned, sections, good, reviews, inReview, held } = content
  return {
    asOf: `These are your answers as they stood on ${sayDay(draftedAt)}.`,
    opening: paragraphs(said.opening),
    remark: paragraphs(said.remark),
    standing: returned
      ? `Your return: ${content.standing.charAt(0).toLowerCase()}${content.standing.slice(1)}.`
      : `We asked ${facts.establishment} for a return in ${facts.round}. We have not received one.`,
    held: returned ? '' : sayHeld(held),
    comparedWith:
      content.comparedWith === ''
        ? returned && sections.length > 0
          ? 'Too few others have answered to compare your ratings with theirs.'
          : ''
        : sayCompared(content),
    sections: sections.map(({ title, ratings }, at) => ({ title, table: ratingsTable(title, ratings, at, content.scale !== undefined) })),
    good,
    actions: actionsView(content),
    reviews: reviews.map(({ outcome, means, looked, verdicts, concludedOn, note }, at) => ({
      ...{ outcome, means, looked, verdicts },
      of: sayOf(concludedOn, at, reviews.length),
      note: paragraphs(note),
    })),
    inReview: sayInReview(inReview, reviews.length),
    nextYear: returned ? paragraphs(said.nextYear) : [],
    nextSteps: returned ? [] : paragraphs(said.nextSteps),
  }
}

/** Its own actions: what is still to be done, and what it said is finished. */
function actionsView({ actions, actionsInAll }: FeedbackContent) {
  const finished = actions.filter(({ state }) => state !== undefined && isFinished(state))
  const open = actions.filter(action => !finished.includes(action))
  const lists = [
    { title: 'Still to do', actions: open.map(actionLines) },
    { title: 'Done, or no longer needed', actions: finished.map(actionLines) },
  ].filter(list => list.actions.length > 0)
  const { all, finished: done } = actionsInAll ?? { all: actions.length, finished: finished.length }
  const unlisted = all - actions.length
  return {
    line: [
      done === 0 ? '' : `You told us that ${done} of ${sayCount(all, 'action')} ${done === 1 ? 'is' : 'are'} finished.`,
      unlisted === 0 ? '' : `${sayCount(unlisted, 'more action is', 'more actions are')} not listed here.`,
    ]
      .filter(part => part !== '')
      .join(' '),
    lists: finished.length === 0 ? lists.map(list => ({ ...list, title: '' })) : lists,
  }
}

const actionLines = ({ about, what, owner, dueOn, state = 'not_started', saidOn = null }: FeedbackContent['actions'][number]) => ({
  about,
  what,
  by: [owner, dueOn === null ? 'no date given' : `by ${sayShortDay(dueOn)}`].filter(part => part !== '').join(', '),
  said: saidOn === null ? '' : `${planWords.PLAN_STATE_WORDS[state].words}, as you told us on ${sayShortDay(saidOn)}`,
})

/** Of what was sent before others were told of in words, as it was said then. */
const sayCompared = ({ comparedWith, scale, isCounted = true }: FeedbackContent): string =>
  scale === undefined
    ? `Beside each rating stands what ${comparedWith} said. Yours is not counted among them, and small numbers are told together.`
    : `Beside each rating stands how many of ${comparedWith} gave the best rating. ${isCounted ? 'You are counted with them. ' : ''}It is said in words, not in numbers, so that nobody can work out what a single school answered. ${scale}`

/** "Review 1 of 2, concluded on 4 March 2027". What staff called the sample is their own affair. */
function sayOf(concludedOn: string | null, at: number, of: number): string {
  const which = of === 1 ? 'Review of your evidence' : `Review ${at + 1} of ${of}`
  if (concludedOn === null) return of === 1 ? '' : which
  return `${which}, concluded on ${sayDay(concludedOn)}`
}

/** What is still to come; "more of" it where something was found already. */
function sayInReview(inReview: boolean, concluded: number): string {
  if (!inReview) return ''
  return concluded === 0
    ? 'We are still looking at the evidence that you sent. We will write to you about it.'
    : 'We are still looking at more of your evidence. We will write to you about it.'
}

function sayHeld({ answers, files }: FeedbackContent['held']): string {
  if (answers === 0 && files === 0) return 'We hold no answers and no documents of yours.'
  const what = [answers === 0 ? '' : sayCount(answers, 'answer'), files === 0 ? '' : sayCount(files, 'document')].filter(
    part => part !== '',
  )
  return `We hold ${what.join(' and ')} that you entered or sent, and no complete return.`
}

const ratingsTable = (title: string, ratings: readonly ComparedRating[], at: number, isInWords: boolean): DataTable => ({
  id: `section-${at}`,
  caption: title,
  captionHidden: true,
  // What was sent with numbers says what each answer was given by; in words, how many gave the best rating.
  columns: [{ text: 'Question' }, { text: 'You said' }, { text: isInWords ? 'How many gave the best rating' : 'Others said' }],
  rows: ratings.map(({ label, own, fallsShort, of, others }) => [
    { text: label },
    { text: own, ...(fallsShort ? { hint: 'needs an action' } : {}) },
    othersCell(others, of),
  ]),
  compact: true,
})

/** What others said: in words; in numbers where it was sent before. */
function othersCell(others: ComparedRating['others'], of = 0): Cell {
  if (typeof others === 'string') return { text: others === '' ? 'Not shown: it could tell what single schools answered' : others }
  if (of === 0) return { text: 'Too few to say' }
  const said = others.filter(({ number }) => number > 0).map(({ words, number }) => `${words}: ${number}`)
  return { text: said.join('; '), hint: `of ${of}` }
}
