import { sayDay, sayMoment } from '../../platform/london.ts'
import { capitalised, sayCount } from '../../platform/say.ts'
import { STRENGTH_WORDS, needsAction, PARTS, type Question, type Response, summary, takesAnswer } from '../questions/index.ts'
import { actionIsFull, answersOf, askedSections, type Missing, type QuestionnaireDocument, unanswered } from '../questionnaires/index.ts'
import { type EstablishmentFacts } from '../establishments/index.ts'
import { merge, type StoredResponse } from '../returns/index.ts'
import type { EvidenceFile } from './evidenceFile.ts'

/** A whole return as views/returnPages/readThrough.ejs draws it. */
export type ReadThrough = {
  sections: { id: string; title: string; change: { href: string; text: string } | null; questions: ReadQuestion[] }[]
  /** Everything that somebody promised to do, in the order of the questions. */
  actions: { what: string; owner: string; due: string; question: string; href: string }[]
  /** How many of the questions below still want something. */
  missing: number
}
export type ReadQuestion = {
  id: string
  label: string
  /** "Must", and the reference of the guidance, in one quiet line. */
  source: string | null
  lines: string[]
  /** Why submission would still be refused for this question. */
  missing: string | null
  comment: string | null
  action: string | null
  files: { name: string; href: string | null; lookHref: string | null; facts: string }[]
  by: string | null
  /** There may be earlier ones. */
  versions: string | null
  change: { href: string; text: string } | null
}

export type ReadThroughOptions = {
  now: Date
  /** Where a file is downloaded from here, if the reader may open it. */
  fileHref: (file: EvidenceFile) => string | null
  /** Where a file is looked at from here, if it can be. */
  lookHref?: (file: EvidenceFile) => string | null
  /** "740 KB, added by …", in the words of the page. */
  fileFacts: (file: EvidenceFile) => string
  /** Where a question is changed; left out for those who only read. */
  changeHref?: (sectionKey: string, questionKey: string) => string | null
  /** Where the versions of the answer to a question are read. */
  versionsHref: (questionKey: string) => string
  /** Whether to say what is missing: not for a return that was submitted. */
  showMissing: boolean
}

/** The whole of a return in the order of its questionnaire: what is asked, and what was said to it. */
export function readThrough(
  document: QuestionnaireDocument,
  facts: EstablishmentFacts,
  responses: ReadonlyMap<string, StoredResponse>,
  files: readonly EvidenceFile[],
  options: ReadThroughOptions,
): ReadThrough {
  const missing = options.showMissing ? unanswered(document, facts, responses, countsOf(files)) : []
  const reasons = new Map(missing.map(({ questionKey, reason }) => [questionKey, reason]))
  const sections = askedSections(document, facts, answersOf(responses))
  return {
    missing: missing.length,
    sections: sections.map(section => {
      const questions = section.questions.filter(takesAnswer)
      const first = questions[0]
      return {
        id: `section-${section.key}`,
        title: section.title,
        change:
          first && (options.changeHref?.(section.key, first.key) ?? null) !== null
            ? { href: `/return/sections/${section.key}`, text: `Change ${section.title}` }
            : null,
        questions: questions.map(question =>
          readQuestion(section.key, question, responses.get(question.key), {
            ...options,
            files: files.filter(file => file.questionKeys.includes(question.key)),
            reason: reasons.get(question.key),
          }),
        ),
      }
    }),
    actions: sections.flatMap(({ questions }) =>
      questions.flatMap(question => {
        const response = responses.get(question.key)
        if (!response?.action || !(needsAction(question, response.answer) || actionIsFull(response))) return []
        const { what, owner, dueOn } = response.action
        const due = dueOn === null ? 'not said yet' : sayDay(dueOn)
        return [
          { what: what ?? 'not said yet', owner: owner ?? 'not said yet', due, question: question.label, href: `#read-${question.key}` },
        ]
      }),
    ),
  }
}

function readQuestion(
  sectionKey: string,
  question: Question,
  response: StoredResponse | undefined,
  { files, reason, ...options }: ReadThroughOptions & { files: readonly EvidenceFile[]; reason: Missing['reason'] | undefined },
): ReadQuestion {
  const lines = response ? summary(question, response.answer) : []
  const changeHref = options.changeHref?.(sectionKey, question.key) ?? null
  return {
    id: `read-${question.key}`,
    label: question.label,
    source:
      [question.strength ? STRENGTH_WORDS[question.strength] : '', question.reference ?? ''].filter(part => part !== '').join(' · ') ||
      null,
    lines: lines.length === 0 && files.length === 0 ? ['Not answered'] : lines,
    missing: reason === undefined ? null : MISSING_WORDS[reason],
    comment: response?.comment ?? null,
    action: response?.action ? (actionLines(response.action)[0] ?? null) : null,
    files: files.map(file => ({
      name: file.name,
      href: options.fileHref(file),
      lookHref: options.lookHref?.(file) ?? null,
      facts: options.fileFacts(file),
    })),
    by: response ? givenLine(response, options.now) : null,
    versions: response && response.version > 1 ? options.versionsHref(question.key) : null,
    change: changeHref === null ? null : { href: changeHref, text: 'Change' },
  }
}

/** Who gave a response and when: part by part where that differs. */
export function givenLine(response: StoredResponse, now: Date): string {
  const given = PARTS.filter(part => response[part] !== null).map(part => {
    const giver = merge.giverOf(response, part)
    return { part, said: `${givenBy(giver)}, ${sayMoment(giver.at, now)}` }
  })
  const [first] = given
  if (!first) return `${givenBy(response)}, ${sayMoment(response.at, now)}`
  if (given.every(({ said }) => said === first.said)) return first.said
  return given.map(({ part, said }) => `${capitalised(part)}: ${said}.`).join(' ')
}

/** Nobody of the establishment typed in what staff keyed in. */
const givenBy = ({ contributorId, byName }: Pick<StoredResponse, 'contributorId' | 'byName'>): string =>
  contributorId === null ? `Keyed in by ${byName} for the partnership` : byName

/** What submission still asks for. */
export const MISSING_WORDS: Record<Missing['reason'], string> = {
  answer: 'An answer is needed',
  action: 'Say what will be done, who will do it and by when',
  evidence: 'Attach a file, or say where it is kept',
  tableRows: 'Fill in what the list still lacks',
}

/** How many files each question has. */
export function countsOf(files: readonly EvidenceFile[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const key of files.flatMap(({ questionKeys }) => questionKeys)) counts.set(key, (counts.get(key) ?? 0) + 1)
  return counts
}

/** Where somebody gives what is missing: the rows of a list on the page of the list. */
export const whereMissing = ({ sectionKey, questionKey, reason }: Omit<Missing, 'label'>): string =>
  reason === 'tableRows' ? `/return/sections/${sectionKey}/lists/${questionKey}` : `/return/sections/${sectionKey}#question-${questionKey}`

/** What is missing, section by section, each line leading to its question. */
export function missingBySection(document: QuestionnaireDocument, missing: readonly Missing[]) {
  return document.sections.flatMap(({ key, title }) => {
    const items = missing.filter(({ sectionKey }) => sectionKey === key)
    if (items.length === 0) return []
    return [
      {
        title,
        count: sayCount(items.length, 'answer'),
        items: items.map(({ questionKey, label, reason }) => ({
          text: label,
          // What a question without an answer wants needs no words.
          why: reason === 'answer' ? null : MISSING_WORDS[reason],
          href: whereMissing({ sectionKey: key, questionKey, reason }),
        })),
      },
    ]
  })
}

/** A response in the lines that people read: the answer, the comment, the action. */
export function responseLines(question: Question, response: Response | undefined): string[] {
  if (!response) return ['Not answered']
  return [
    ...answerLines(question, response.answer),
    ...(response.comment === null ? [] : [`Comment: ${response.comment}`]),
    ...actionLines(response.action).map(line => `Action: ${line}`),
  ]
}

/** One part of a response in its lines, also where there is none. */
export function partLines(question: Question, response: Response, part: keyof Response): string[] {
  if (part === 'answer') return answerLines(question, response.answer)
  if (part === 'comment') return [response.comment ?? 'No comment']
  return response.action === null ? ['No action'] : actionLines(response.action)
}

function answerLines(question: Question, answer: Response['answer']): string[] {
  const lines = summary(question, answer)
  return lines.length === 0 ? ['Not answered'] : lines
}

function actionLines(action: Response['action']): string[] {
  if (action === null) return []
  const owner = action.owner === null ? '' : ` – ${action.owner}`
  const due = action.dueOn === null ? '' : `, by ${sayDay(action.dueOn)}`
  return [`${action.what ?? 'not said yet'}${owner}${due}`]
}
