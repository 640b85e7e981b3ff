import { sayMoment } from '../../../platform/london.ts'
import type { ErrorSummaryItem } from '../../../platform/http/page.ts'
import type { Question, Response } from '../../questions/index.ts'
import { merge } from '../../returns/index.ts'
import { partLines } from '../../returnPages/index.ts'
import type { SectionDesk } from './sectionDesk.ts'
import { CHOICE, choiceName } from './sectionForm.ts'

/** A part of an answer that two people changed at once, as views/answering/conflict.ejs draws it: theirs, and a choice. Mine stands in the field. */
export type ConflictView = {
  id: string
  name: string
  heading: string
  lines: string[]
  ways: { id: string; value: string; text: string }[]
}

/** What is to be chosen at one question: a text for each part that both changed. */
export const conflictViews = (
  question: Question,
  { parts: both, theirs, shown }: merge.Conflict,
  state: { desk: SectionDesk; now: Date },
) =>
  both.map((part): ConflictView => {
    const giver = merge.giverOf(theirs, part)
    const isSelf = state.desk.isSelf(giver)
    const id = idOf(question.key, part)
    const who = isSelf ? 'You' : giver.byName
    return {
      id,
      name: choiceName(question.key, part),
      heading: `${endedOf(nameOf(question))} ${who} changed ${part === 'answer' ? 'this' : 'the'} ${part} at ${sayMoment(giver.at, state.now)}${isSelf ? ', in another window' : ', while you were writing'}`,
      lines: partLines(question, theirs, part),
      ways: [
        { id: `${id}-1`, value: CHOICE.theirs, text: isSelf ? `Use this ${part}` : `Use ${giver.byName}’s ${part}` },
        { id: `${id}-2`, value: CHOICE.mine(merge.printOf(theirs[part])), text: mineWords(part, shown) },
      ],
    }
  })

/** Where mine is blank, there may be no box below yet. */
const mineWords = (part: keyof Response, shown: Response): string =>
  part !== 'answer' && shown[part] === null ? `Use no ${part}, or what I write below` : `Use the ${part} below, as it is when I save`

/** A line of the error summary for each choice. */
export const conflictErrors = (question: Question | undefined, { key, parts: both }: merge.Conflict): ErrorSummaryItem[] =>
  both.map(part => ({
    text: `Choose which ${part} ${part === 'answer' ? 'to' : 'on'} “${question ? nameOf(question) : key}” to use`,
    href: `#${idOf(key, part)}-1`,
  }))

const idOf = (key: string, part: keyof Response): string => `conflict-${key}-${part}`

/** A question in few words. */
export const nameOf = ({ shortLabel, label }: Question): string => shortLabel ?? label

/** A name that goes on: a question ends itself. */
const endedOf = (name: string): string => (/[?!.]$/.test(name) ? name : `${name}:`)
