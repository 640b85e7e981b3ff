import type { DataTable } from '../../platform/http/components.ts'
import { answersOf, askedSections, type QuestionnaireDocument, type Responses } from '../questionnaires/index.ts'
import { isBlank, mayNeedAction, needsAction, score, type Question } from '../questions/index.ts'
import { type EstablishmentFacts } from '../establishments/index.ts'

/** How an establishment rates itself in one section: each rated question is counted once. */
export type SectionRatings = {
  key: string
  title: string
  rated: number
  inPlace: number
  fallsShort: number
  notApplicable: number
  blank: number
}

type Rating = 'inPlace' | 'fallsShort' | 'notApplicable' | 'blank'

/** What the ratings of a return come to, section by section. Questions of fact, whose answers cannot fall short, are not ratings. */
export function sectionRatings(document: QuestionnaireDocument, facts: EstablishmentFacts, responses: Responses): SectionRatings[] {
  return askedSections(document, facts, answersOf(responses)).flatMap(({ key, title, questions }) => {
    const ratings = questions.filter(mayNeedAction).map(question => ratingOf(question, responses))
    if (ratings.length === 0) return []
    const count = (wanted: Rating) => ratings.filter(rating => rating === wanted).length
    return [
      {
        ...{ key, title, rated: ratings.length },
        ...{ inPlace: count('inPlace'), fallsShort: count('fallsShort'), notApplicable: count('notApplicable'), blank: count('blank') },
      },
    ]
  })
}

function ratingOf(question: Question, responses: Responses): Rating {
  const answer = responses.get(question.key)?.answer
  if (answer === undefined || isBlank(answer)) return 'blank'
  if (needsAction(question, answer)) return 'fallsShort'
  return score(question, answer) === null ? 'notApplicable' : 'inPlace'
}

/** The same as a table with its totals. @param href where the answers of a section are read */
export function ratingsTable(sections: readonly SectionRatings[], href: (sectionKey: string) => string): DataTable {
  const numbers = ['rated', 'inPlace', 'fallsShort', 'notApplicable', 'blank'] as const
  const total = (key: (typeof numbers)[number]) => sections.reduce((sum, section) => sum + section[key], 0)
  return {
    id: 'ratings',
    caption: 'How the establishment rates itself',
    columns: [
      { text: 'Section' },
      ...['Rated questions', 'In place', 'Falls short', 'Does not apply', 'Not answered'].map(text => ({ text, numeric: true })),
    ],
    rows: sections.map(section => [
      { text: section.title, href: href(section.key) },
      ...numbers.map(key => ({ text: section[key], numeric: true })),
    ]),
    footer: [{ text: 'All sections' }, ...numbers.map(key => ({ text: total(key), numeric: true }))],
    compact: true,
  }
}
