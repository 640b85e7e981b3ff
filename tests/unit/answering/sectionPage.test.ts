import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { isAsStored, sectionView, type SectionState } from '../../../src/features/answering/pages/sectionView.ts'
import { deskOf } from '../../../src/features/answering/pages/sectionDesk.ts'
import type { LastYear } from '../../../src/features/answering/pages/lastYearBox.ts'
import { offersOf } from '../../../src/features/lastYear/index.ts'
import { WHOLE_RETURN, type ContributorActor } from '../../../src/features/history/index.ts'
import { factsFrom } from '../../../src/features/establishments/index.ts'
import { LIBRARY } from '../../../src/features/questionnaires/index.ts'
import type { AuditReturn, signatures, StoredResponse } from '../../../src/features/returns/index.ts'
import { asId } from '../../../src/platform/id.ts'
import type { ShellLocals } from '../../../src/platform/http/page.ts'
import { keptPage, pageHtml } from '../../../src/platform/http/renderPage.ts'
import { everyKind } from '../questions/everyKind.ts'
import { nasty, responseTo } from '../questions/nastyResponses.ts'

const SIGNED: signatures.SignOff = {
  ...{ role: 'head', name: '', jobTitle: 'Head', at: new Date(0), contributorId: null, proof: 'own_link', address: '', unusual: [] },
  ...{ minuteReference: '', meetingOn: null, confirmedAt: null, confirmedBy: '', confirmedNote: '' },
}

const documents = [...LIBRARY, everyKind]
const pages = documents.flatMap(document => document.sections.map(section => ({ document, section })))

const moment = fc.date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true })
const maybe = <T>(what: fc.Arbitrary<T>) => fc.option(what, { nil: undefined })

/** Everything that differs from one person's page of a section to the next one's. */
const visits = fc.record({
  names: fc.record({ person: nasty, school: nasty, round: nasty, reason: nasty, saved: fc.option(nasty, { nil: null }) }),
  status: fc.constantFrom('opened', 'in_progress', 'returned'),
  signed: fc.boolean(),
  /** Whether the return before this one answered what is blank here. */
  second: fc.boolean(),
  at: moment,
  position: fc.record({ number: fc.integer({ min: 1, max: 20 }), of: fc.integer({ min: 1, max: 20 }) }),
  shell: fc.record({
    csrfToken: fc.base64String(),
    partnershipName: nasty,
    notice: maybe(fc.record({ text: nasty })),
  }),
  tokens: fc.boolean(),
})

const visited = fc.constantFrom(...pages).chain(({ document, section }) =>
  fc.record({
    document: fc.constant(document),
    section: fc.constant(section),
    responses: fc.tuple(...section.questions.map(question => responseTo(question))),
    lastResponses: fc.tuple(...section.questions.map(question => responseTo(question))),
    visit: visits,
  }),
)
type Visited = typeof visited extends fc.Arbitrary<infer One> ? One : never

const actor = {
  kind: 'contributor',
  contributorId: asId(7),
  invitationId: asId(8),
  partnershipId: asId(1),
  returnId: asId(9),
  name: 'Sam Okafor',
  role: 'dsl',
  reach: WHOLE_RETURN,
} as ContributorActor

/** Of some answers somebody else gave a part. */
const partsOf = (place: number, name: string, at: Date): StoredResponse['partsBy'] =>
  place % 3 === 0 ? { answer: { byName: `${name} & Ruth`, contributorId: null, at } } : null

function stateOf({
  document,
  section,
  responses,
  lastResponses,
  visit: { names, status, signed, second, at, position },
}: Visited): SectionState {
  const auditReturn = {
    id: asId(9),
    roundId: asId(3),
    roundName: names.round,
    establishmentName: names.school,
    status,
    returnedReason: names.reason,
    returnedQuestions: null,
    facts: factsFrom([]),
  } as AuditReturn
  const stored = section.questions.flatMap((question, place): [string, StoredResponse][] => {
    const response = responses[place]
    return response
      ? [
          [
            question.key,
            {
              ...response,
              version: 3,
              byName: names.person,
              contributorId: place % 2 ? asId(7) : null,
              at,
              partsBy: partsOf(place, names.person, at),
            },
          ],
        ]
      : []
  })
  const lastYearOf = (): LastYear => {
    const given = new Map(
      section.questions.flatMap(({ key }, place) => (lastResponses[place] ? [[key, lastResponses[place]] as const] : [])),
    )
    const last = {
      id: asId<'return'>(4),
      version: 2,
      versionId: asId<'version'>(5),
      establishmentName: names.school,
      roundName: names.round,
      submittedAt: at,
      document,
      responses: given,
      said: [],
    }
    const blank = section.questions.filter(({ key }) => !stored.some(([known]) => known === key))
    return { last, blank: new Set(blank.map(({ key }) => key)), offers: offersOf(last, blank, '2027-03-01') }
  }
  const signOffs = signed ? [{ ...SIGNED, name: names.person, at }] : []
  return {
    open: {
      auditReturn,
      document,
      responses: new Map(stored),
      signOffs,
      chosenOver: [],
      followsAnother: second,
      withFiles: new Set(),
      reach: WHOLE_RETURN,
    },
    lastYear: second ? lastYearOf() : undefined,
    section,
    position,
    files: [],
    now: new Date('2027-03-01T12:00:00Z'),
    desk: deskOf(actor, auditReturn),
    megabytes: 25,
    saved: names.saved,
  }
}

const shellOf = ({ visit: { names, shell, tokens } }: Visited): ShellLocals => ({
  layout: 'respondent',
  partnershipName: shell.partnershipName,
  homeHref: '/return',
  signOutHref: '/return/leave',
  actorName: names.person,
  respondent: { establishment: names.school, round: names.round, contributor: names.person },
  concern: { parts: [{ text: 'Call ' }, { text: '01632 960 123', href: 'tel:01632960123' }] },
  ...(tokens ? { csrfToken: shell.csrfToken } : {}),
  ...(shell.notice ? { notice: shell.notice } : {}),
})

function compare(one: Visited): void {
  const [state, shell] = [stateOf(one), shellOf(one)]
  const anew = pageHtml('answering/section', sectionView(state), shell).toWellFormed()
  // Twice: the first may be drawn to be kept, the second is put together from what is.
  for (const time of ['first', 'again'])
    expect([time, keptPage('answering/section', put => sectionView(state, put), shell).toString()]).toEqual([time, anew])
}

describe('the page of a section, put together from what was kept', () => {
  it('is byte for byte what its views draw, for every section of the library and whatever was answered', () => {
    for (const [place, { document, section }] of pages.entries()) {
      const responses = fc.tuple(...section.questions.map(question => responseTo(question)))
      for (const sample of fc.sample(fc.record({ responses, lastResponses: responses, visit: visits }), { numRuns: 3, seed: place }))
        compare({ document, section, ...sample })
    }
    fc.assert(fc.property(visited, compare), { numRuns: 100 })
  })

  it('is that of the one who asks, after the page of another was kept', () => {
    const sample = fc.sample(visited, { numRuns: 1, seed: 5 })[0]!
    const of = (name: string, csrfToken: string) => {
      const one = {
        ...sample,
        visit: {
          ...sample.visit,
          names: { ...sample.visit.names, person: name },
          shell: { ...sample.visit.shell, csrfToken },
          tokens: true,
        },
      }
      return keptPage('answering/section', put => sectionView(stateOf(one), put), shellOf(one)).toString()
    }
    of('Ann Lee', 'token-of-ann')
    expect(of('Bo Reed', 'token-of-bo')).toContain('token-of-bo')
    expect(of('Bo Reed', 'token-of-bo')).not.toMatch(/token-of-ann|Ann Lee/)
  })

  it('is drawn anew where it says more than what is stored', () => {
    const state = stateOf(fc.sample(visited, { numRuns: 1, seed: 5 })[0]!)
    expect(isAsStored(state)).toBe(true)
    const [question = ''] = state.section.questions.map(({ key }) => key)
    expect(isAsStored({ ...state, newQuestions: [question] })).toBe(false)
    expect(isAsStored({ ...state, uploads: { added: 1, refused: [] } })).toBe(false)
  })
})
