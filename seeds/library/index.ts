import { readFileSync } from 'node:fs'
import { documentSchema, type QuestionnaireDocument } from '../../src/features/questionnaires/index.ts'

/**
 * The first edition of the six sets, as partnerships published it before the second (docs/decisions/0076). Their rounds keep it, so it never
 * changes: here it is what the earlier round of the demonstration asked, and what the change log is held against.
 *
 * @internal the whole of it, for tests
 */
export const firstEdition = (): QuestionnaireDocument[] => documentsIn(textOfFirst())

const textOfFirst = (): string => readFileSync(new URL('first.json', import.meta.url), 'utf8')
const documentsIn = (json: string): QuestionnaireDocument[] => documentSchema.array().parse(JSON.parse(json))

/** The first edition as a round of 2021 could have asked it: the guidance of that year, and nothing that came later. */
export const firstEditionIn2021 = (): QuestionnaireDocument[] =>
  documentsIn(LATER.reduce((json, [now, then]) => json.replaceAll(now, then), textOfFirst())).map(document => ({
    ...document,
    sections: document.sections.map(section => ({
      ...section,
      questions: section.questions.filter(({ key }) => !NOT_ASKED_IN_2021.includes(key)),
    })),
  }))

const NOT_ASKED_IN_2021: readonly string[] = ['online_artificial_intelligence', 'policies_restrictive_interventions']

/** What the guidance of 2026 says, and what that of 2021 said. Its paragraphs had other numbers. */
const LATER: readonly [RegExp, string][] = [
  [/KCSIE 2026 paragraphs? [\d and]+\d/g, 'KCSIE 2021'],
  [/KCSIE 2026/g, 'KCSIE 2021'],
  [/covers devices, mobile phones, and artificial intelligence/g, 'covers devices and mobile phones'],
  [/nude or semi-nude images, including those made by AI/g, 'nude or semi-nude images'],
  [/Online safety and artificial intelligence/g, 'Online safety'],
  [/filtering, monitoring and AI/g, 'filtering and monitoring'],
  [/, and search engines and AI tools/g, ', and search engines'],
  [
    /Check it against the version of the statutory guidance that took effect in September 2026\./g,
    'Check it against the statutory guidance in force.',
  ],
  [/, the duties on which took effect in April 2026/g, ''],
  [/interventions in schools 2026/g, 'interventions in schools'],
  [/boarding schools 2022/g, 'boarding schools'],
  [/special schools 2022/g, 'special schools'],
]
