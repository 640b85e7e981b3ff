import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { documentSchema, type QuestionnaireDocument } from '../../../src/features/questionnaires/document.ts'
import { type Condition } from '../../../src/features/questions/kinds/base.ts'
import { type Question, type QuestionKind } from '../../../src/features/questions/kinds/all.ts'
import type { EstablishmentFacts } from '../../../src/features/establishments/index.ts'
import { askedSections } from '../../../src/features/questionnaires/conditions.ts'
import { checkDocument } from '../../../src/features/questionnaires/documentRules.ts'
import { LIBRARY } from '../../../src/features/questionnaires/index.ts'
import { noFacts } from '../questions/everyKind.ts'

const ALL_KINDS: QuestionKind[] = [
  'yes_no',
  'yes_partly_no',
  'met',
  'rag',
  'level',
  'number',
  'percentage',
  'date',
  'month',
  'text',
  'long_text',
  'choice',
  'choices',
  'person',
  'table',
  'evidence',
  'information',
  'declaration',
]
const RATED: QuestionKind[] = ['yes_no', 'yes_partly_no', 'met', 'rag', 'level']

const questionsOf = (document: QuestionnaireDocument): Question[] => document.sections.flatMap(section => section.questions)
const answerable = (document: QuestionnaireDocument) => questionsOf(document).filter(question => question.kind !== 'information')
const set = (code: string) => LIBRARY.find(document => document.set === code)!
const sets = LIBRARY.map(document => [document.set, document] as const)

/** The questions that a condition looks at, with the answers that it waits for. */
const lookedAt = (condition: Condition | undefined): { question: string; in: readonly (string | number)[] }[] => {
  if (!condition || 'fact' in condition) return []
  if ('question' in condition) return [condition]
  if ('not' in condition) return lookedAt(condition.not)
  return ('all' in condition ? condition.all : condition.any).flatMap(lookedAt)
}

/** The answers that a question can have, where they are few and fixed. */
const possibleAnswers = (question: Question): (string | number)[] | undefined => {
  switch (question.kind) {
    case 'yes_no':
      return ['yes', 'no']
    case 'yes_partly_no':
      return ['yes', 'partly', 'no']
    case 'choice':
    case 'choices':
      return question.options.map(option => option.value)
    default:
      return undefined
  }
}

describe.each(sets)('set %s', (_code, document) => {
  test('is a questionnaire that the program accepts', () => {
    expect(documentSchema.safeParse(document).error?.issues ?? []).toEqual([])
    expect(checkDocument(document)).toEqual([])
  })

  test('uses no question key twice', () => {
    const keys = questionsOf(document).map(question => question.key)
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([])
  })

  test('uses no section key twice', () => {
    expect(new Set(document.sections.map(section => section.key)).size).toBe(document.sections.length)
  })

  test('says of every rating how strongly it is asked for', () => {
    expect(answerable(document).filter(({ kind, strength }) => RATED.includes(kind) && !strength && kind !== 'yes_no')).toEqual([])
  })

  test('asks in short labels that are questions or statements to rate', () => {
    const odd = questionsOf(document).filter(({ label }) => label.length >= 160 || !/^[A-Z"]/.test(label) || /[.:;,]$/.test(label))
    expect(odd.map(question => question.label)).toEqual([])
  })

  test('asks one thing at a time', () => {
    expect(questionsOf(document).filter(({ label }) => (label.match(/\?/g) ?? []).length > 1)).toEqual([])
  })

  test('makes conditions look only at earlier questions, and wait for answers that can be given', () => {
    const seen = new Map<string, Question>()
    for (const section of document.sections) {
      for (const question of section.questions) {
        for (const wanted of [...lookedAt(section.when), ...lookedAt(question.when)]) {
          const earlier = seen.get(wanted.question)
          expect(`${question.key} after ${wanted.question}: ${earlier !== undefined}`).toBe(
            `${question.key} after ${wanted.question}: true`,
          )
          const possible = possibleAnswers(earlier!)
          if (possible) expect(possible).toEqual(expect.arrayContaining([...wanted.in]))
        }
        seen.set(question.key, question)
      }
    }
  })

  test('names only evidence areas that it has', () => {
    const areas = document.evidenceAreas.map(area => area.key)
    const named = new Set(questionsOf(document).flatMap(question => question.areas ?? []))
    expect([...named].filter(area => !areas.includes(area))).toEqual([])
  })

  test('gives every option and column a stable value of its own', () => {
    for (const question of questionsOf(document)) {
      const lists = question.kind === 'choice' || question.kind === 'choices' ? [question.options] : []
      if (question.kind === 'table') lists.push(...question.columns.flatMap(column => (column.options ? [column.options] : [])))
      for (const options of lists) {
        const values = options.map(option => option.value)
        expect(new Set(values).size).toBe(values.length)
        expect(values.filter(value => !/^[a-z][a-z0-9_]*$/.test(value))).toEqual([])
      }
      if (question.kind === 'table') {
        expect(new Set(question.columns.map(column => column.key)).size).toBe(question.columns.length)
      }
    }
  })

  test('lets somebody explain a colour or a level', () => {
    const graded = questionsOf(document).filter(question => question.kind === 'rag' || question.kind === 'level')
    expect(graded.filter(question => !question.comment).map(question => question.key)).toEqual([])
  })

  test('cites one edition of the guidance throughout', () => {
    const cited = questionsOf(document).flatMap(question => question.reference?.match(/KCSIE \d{4}/g) ?? [])
    expect([...new Set(cited)].filter(edition => !document.edition.includes(edition))).toEqual([])
  })
})

describe('set A, for schools and academies', () => {
  const schools = set('A')

  test('asks in at least 12 sections', () => expect(schools.sections.length).toBeGreaterThanOrEqual(12))

  test('uses every kind of question', () => {
    const used = new Set(questionsOf(schools).map(question => question.kind))
    expect(ALL_KINDS.filter(kind => !used.has(kind))).toEqual([])
  })

  test('asks about boarding only where there are boarders', () => {
    expect(schools.sections.find(section => section.key === 'boarding')?.when).toEqual({ fact: 'boarders' })
  })

  test('does not make anybody answer the questions of the partnership', () => {
    const partnership = schools.sections.find(section => section.key === 'partnership')!
    expect(partnership.questions.every(question => question.required === false)).toBe(true)
  })
})

describe('the library', () => {
  test('has all six sets, once each', () => {
    expect(LIBRARY.map(document => document.set)).toEqual(['A', 'B', 'C', 'D', 'E', 'F'])
  })
})

describe('set B, for independent schools', () => {
  test('puts the proprietor where governors would be, and cites the Independent School Standards', () => {
    const labels = questionsOf(set('B')).map(question => question.label)
    expect(labels.filter(label => label.includes('governing body'))).toEqual([])
    expect(questionsOf(set('B')).filter(question => question.reference?.includes('Independent School Standards')).length).toBeGreaterThan(
      15,
    )
  })

  test('asks about guardians and sponsored visas only of schools that have them', () => {
    const conditional = ['independent_sponsored_care', 'independent_sponsored_absence', 'independent_guardians_suitable']
    expect(conditional.map(key => questionsOf(set('B')).find(question => question.key === key)?.when)).toEqual([
      { question: 'independent_sponsors_visas', in: ['yes'] },
      { question: 'independent_sponsors_visas', in: ['yes'] },
      { question: 'independent_has_guardians', in: ['yes'] },
    ])
  })
})

describe('set C, for colleges', () => {
  test('asks nothing that is only about younger children', () => {
    const text = JSON.stringify(set('C'))
    expect(text).not.toMatch(/paediatric|early years|nursery|\bpupils?\b/i)
  })

  test('asks about students under 18, adults on site, subcontractors and placements', () => {
    const keys = questionsOf(set('C')).map(question => question.key)
    expect(keys).toEqual(
      expect.arrayContaining(['over16_under_18s', 'over16_adults_on_site_safe', 'over16_subcontractors', 'over16_placements_safe']),
    )
  })
})

describe('set D, for alternative provision and special schools', () => {
  test('asks about part-time timetables, dual registration, transport, restraint and commissioning', () => {
    const keys = questionsOf(set('D')).map(question => question.key)
    expect(keys).toEqual(
      expect.arrayContaining([
        'provision_part_time_timetables',
        'provision_dual_agreement',
        'care_transport',
        'care_interventions_reported',
        'provision_providers_checked',
      ]),
    )
  })
})

describe('set E, for early years', () => {
  test('asks a nursery school what binds it as a school, and nobody else', () => {
    const keys = (facts: Partial<EstablishmentFacts>) =>
      askedSections(set('E'), { ...noFacts, ...facts }, new Map()).flatMap(section => section.questions.map(({ key }) => key))
    const ofSchools = [
      'people_filtering_governor',
      'training_part_one_share',
      'recruitment_section_128',
      'online_review_done',
      'nursery_school_governors_check',
    ]
    expect(keys({ maintained: true })).toEqual(expect.arrayContaining(ofSchools))
    expect(keys({}).filter(key => ofSchools.includes(key))).toEqual([])
  })

  test('asks for the Ofsted number, ratios, paediatric first aid, intimate care, and phones and cameras', () => {
    const keys = questionsOf(set('E')).map(question => question.key)
    expect(keys).toEqual(
      expect.arrayContaining([
        'people_ofsted_number',
        'care_ratios',
        'training_first_aider_available',
        'care_intimate_procedure',
        'care_devices_kept_away',
      ]),
    )
  })
})

describe('set F, the short declaration', () => {
  test('is 15 confirmations and 3 free texts, and nothing more', () => {
    const kinds = questionsOf(set('F')).map(question => question.kind)
    expect(kinds.filter(kind => kind === 'yes_no' || kind === 'declaration')).toHaveLength(15)
    expect(kinds.filter(kind => kind === 'text' || kind === 'long_text')).toHaveLength(3)
    expect(kinds).toHaveLength(18)
  })
})

describe.each(sets.filter(([code]) => code !== 'F'))('the evidence areas of set %s', (_code, document) => {
  test('are the three of the reference round', () => {
    expect(document.evidenceAreas.map(area => area.key)).toEqual(['policies', 'training', 'governors'])
  })

  test.each(['policies', 'training', 'governors'])('give a reviewer enough to judge %s by', area => {
    const belonging = questionsOf(document).filter(question => question.areas?.includes(area))
    expect(belonging.filter(question => RATED.includes(question.kind)).length).toBeGreaterThanOrEqual(5)
    const evidence = belonging.filter(question => question.kind === 'evidence')
    expect(evidence).toHaveLength(1)
    expect(evidence[0]!.required).toBe(false)
  })
})

describe('a key that several sets share', () => {
  const uses = Map.groupBy(
    LIBRARY.flatMap(document => questionsOf(document).map(question => ({ set: document.set, question }))),
    use => use.question.key,
  )
  const shared = [...uses].filter(([, list]) => list.length > 1)

  test('is of the same kind in each', () => {
    const mixed = shared.filter(([, list]) => new Set(list.map(use => use.question.kind)).size > 1)
    expect(mixed.map(([key]) => key)).toEqual([])
  })

  test('has the same option values and columns in each', () => {
    const shape = (question: Question) =>
      question.kind === 'table' ? question.columns.map(column => column.key) : (possibleAnswers(question) ?? [])
    const mixed = shared.filter(([, list]) => new Set(list.map(use => shape(use.question).join())).size > 1)
    expect(mixed.map(([key]) => key)).toEqual([])
  })
})

/** The keys of questions that a source defines more than once. */
function definedTwice(sources: readonly string[], keys: ReadonlySet<string>): string[] {
  const found = sources.flatMap(source => [...source.matchAll(/\bkey: '([a-z][a-z0-9_]*)'/g)].map(([, key]) => key ?? ''))
  return [...keys].filter(key => found.filter(one => one === key).length > 1)
}

test('a question that several sets ask is defined once', () => {
  const folder = 'src/features/questionnaires/library'
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.ts'))
    .map(file => readFileSync(`${folder}/${file}`, 'utf8'))
  const keys = new Set(LIBRARY.flatMap(({ sections }) => sections.flatMap(({ questions }) => questions.map(({ key }) => key))))
  expect(keys.size).toBeGreaterThan(200)
  expect(definedTwice(sources, keys)).toEqual([])
  expect(definedTwice([...sources, `{ kind: 'person', key: 'people_head' }`], keys)).toEqual(['people_head'])
})
