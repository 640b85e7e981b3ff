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
    sections: sections.map(({ title, ratings }, at) => ({ title, table: ratingsTable(title, ratings, at) })),
    good,
    actions: actionsView(content),
    reviews: reviews.map(({ sample, concludedOn, ...review }) => ({
      ...review,
      of: sayOf(sample, concludedOn),
      note: paragraphs(review.note),
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

/** "Spring sample, concluded on 4 March 2027": which of several samples it is. */
const sayOf = (sample: string, concludedOn: string | null): string =>
  [sample, concludedOn === null ? '' : `concluded on ${sayDay(concludedOn)}`].filter(part => part !== '').join(', ')

/** What is still to come; "more of" it where something was found already. */
function sayInReview(inReview: boolean, concluded: number): string {
  if (!inReview) return ''
  return concluded === 0
    ? 'We are still looking at the evidence that you sent. We will write to you about it.'
    : 'We are looking at your evidence in another sample too. We will write to you about it.'
}

function sayHeld({ answers, files }: FeedbackContent['held']): string {
  if (answers === 0 && files === 0) return 'We hold no answers and no documents of yours.'
  const what = [answers === 0 ? '' : sayCount(answers, 'answer'), files === 0 ? '' : sayCount(files, 'document')].filter(
    part => part !== '',
  )
  return `We hold ${what.join(' and ')} that you entered or sent, and no complete return.`
}

const ratingsTable = (title: string, ratings: readonly ComparedRating[], at: number): DataTable => ({
  id: `section-${at}`,
  caption: title,
  captionHidden: true,
  columns: [{ text: 'Question' }, { text: 'You said' }, { text: 'Others said' }],
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
