import type { Db } from '../../../platform/db.ts'
import type { Id } from '../../../platform/id.ts'
import { londonDate } from '../../../platform/london.ts'
import { typed, type Body } from '../../../platform/forms/parseForm.ts'
import { filesToUseAgain, fillFrom, lastReturnFor, offersOf } from '../../lastYear/index.ts'
import { isBlank, lists, namesIn, takesAnswer, type Json, toRawResponse, type Question, type SectionForm } from '../../questions/index.ts'
import type { Section } from '../../questionnaires/index.ts'
import type { OpenReturn, sections } from '../../returns/index.ts'
import type { LastFiles } from './evidenceBox.ts'
import { addsTo, USED_FROM, usedFrom, type LastYear } from './lastYearBox.ts'
import type { SectionActor } from './sectionDesk.ts'

/**
 * What was answered last year to those of these questions of which the answer is still blank, and to those that name people of whom it says
 * more: a name that the register filled in has no training month yet.
 */
export async function lastYearFor(
  { db, now }: { db: Db; now: () => Date },
  open: sections.OpenSection,
  questions: readonly Question[],
): Promise<LastYear | undefined> {
  const stored = ({ key }: Question) => open.responses.get(key)
  const wanted = questions.filter(question => takesAnswer(question) && hasRoom(question, stored(question)?.answer ?? null))
  const keys = wanted.map(({ key }) => key)
  const last = keys.length === 0 ? undefined : await lastReturnFor(db, open, keys)
  if (!last) return undefined
  const offers = offersOf(last, wanted, londonDate(now()))
  const isOffered = (question: Question) => {
    const [offer, response] = [offers.get(question.key), stored(question)]
    return isBlank(response?.answer) || (offer !== undefined && response !== undefined && addsTo(fillFrom(offer, response), response))
  }
  return { last, blank: new Set(wanted.filter(isOffered).map(({ key }) => key)), offers }
}

/** Whether something of last year's could go into an answer: it is blank, or says only a part of what is asked of people. */
function hasRoom(question: Question, answer: Json): boolean {
  if (isBlank(answer)) return true
  if (namesIn(question, answer).length === 0 && lists.listOf(question) === null) return false
  const people = Array.isArray(answer) ? answer : [answer]
  return people.some(one => typeof one === 'object' && one !== null && Object.values(one).some(isBlank))
}

/** The files that the last return had with these questions; undefined when there are none. */
export async function lastFilesFor(
  { db }: { db: Db },
  open: sections.OpenSection,
  questions: readonly Question[],
  known: LastYear | undefined,
): Promise<LastFiles | undefined> {
  const keys = questions.map(({ key }) => key)
  const last = keys.length === 0 ? undefined : (known?.last ?? (await lastReturnFor(db, open, [])))
  if (!last) return undefined
  const { id: to, partnershipId } = open.auditReturn
  const files = await filesToUseAgain(db, { partnershipId, from: last.id, to }, keys)
  return files.length === 0 ? undefined : { roundName: last.roundName, files }
}

type Posted = { open: OpenReturn; section: Section; form: SectionForm; body: Body }

/**
 * Fills in what the button beside one answer of last year says: into that question alone, and only what was left blank in it. What else
 * was typed into the form stays as it is.
 *
 * @returns which question it is, and from which return; undefined when no such button was pressed, or nothing can be used
 */
export async function useAgain(
  { db, actor, today }: { db: Db; actor: SectionActor; today: string },
  { open, section, form, body }: Posted,
): Promise<{ key: string; from: Id<'return'>; questions: number } | undefined> {
  const key = /^again:([a-z][a-z0-9_]*)$/.exec(typed(body, 'intent'))?.[1]
  const question = section.questions.find(one => one.key === key)
  const entry = question && form.entries.get(question.key)
  if (actor.kind !== 'contributor' || !question || !entry) return undefined
  const last = await lastReturnFor(db, open, [question.key])
  const offer = last && offersOf(last, [question], today).get(question.key)
  if (!last || !offer?.canBeUsed || typed(body, USED_FROM) !== usedFrom({ last })) {
    form.entries.delete(question.key)
    form.errors.push({ questionKey: question.key, fieldId: `question-${question.key}`, message: HAS_CHANGED })
    return undefined
  }
  // A list that the form left alone stands as it is stored.
  const stands = entry.leaves ? { ...entry.response, answer: open.responses.get(question.key)?.answer ?? null } : entry.response
  const response = fillFrom(offer, stands)
  form.entries.set(question.key, { base: entry.base, response })
  form.raw.set(question.key, toRawResponse(question, response))
  return { key: question.key, from: last.id, questions: 1 }
}

const HAS_CHANGED = 'The answer from last time has changed since you opened this page. Read it again before you use it'
