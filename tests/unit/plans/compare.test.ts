import { expect, test } from '@jest/globals'
import { asId } from '../../../src/platform/id.ts'
import { comparePlans } from '../../../src/features/plans/compare.ts'
import type { DocumentAction, DocumentPart, PlanDocument } from '../../../src/features/plans/document.ts'

const action = (id: number, what: string, change: Partial<DocumentAction> = {}): DocumentAction => ({
  id: asId<'action'>(id),
  what,
  timescale: 'Jan 2019',
  lead: '',
  outcomeMeasure: '',
  remark: '',
  state: 'planned',
  droppedReason: '',
  linked: false,
  ...change,
})
const part = (id: number, title: string, actions: DocumentAction[], change: Partial<DocumentPart> = {}): DocumentPart => ({
  id: asId<'planPart'>(id),
  kind: 'aim',
  code: '',
  title,
  statement: '',
  outcomes: '',
  lead: '',
  officer: '',
  delivery: '',
  measures: [],
  actions,
  parts: [],
  ...change,
})
const plan = (...parts: DocumentPart[]): PlanDocument => ({
  title: 'A plan',
  alsoCalled: '',
  period: '',
  authorities: '',
  owner: '',
  alignedWith: '',
  label: '',
  dated: '',
  kind: 'aims',
  parts,
})

test('a plan compared with itself differs in nothing', () => {
  const one = plan(part(1, 'Neglect', [action(1, 'Do it')]))
  expect(comparePlans(one, structuredClone(one))).toEqual([])
})

test('what is added, gone, changed and moved is told by ids, with the words of both sides', () => {
  const before = plan(part(1, 'Neglect', [action(1, 'Do it'), action(2, 'The same words')]), part(2, 'Voice', []))
  const after = plan(
    part(1, 'Neglect', [action(1, 'Do it', { timescale: 'Sept 2019' })]),
    part(2, 'Voice', [action(3, 'The same words')], { lead: 'All Board Members' }),
  )
  expect(
    comparePlans(before, after).map(({ kind, name, fields }) => [
      kind,
      name,
      fields.filter(({ before: was }) => was !== '' || kind === 'changed'),
    ]),
  ).toEqual([
    ['changed', 'Do it', [{ label: 'Timescale', before: 'Jan 2019', after: 'Sept 2019' }]],
    ['changed', 'Voice', [{ label: 'Partnership lead', before: '', after: 'All Board Members' }]],
    ['added', 'The same words', []],
    [
      'gone',
      'The same words',
      [
        expect.objectContaining({ label: 'Action' }),
        expect.objectContaining({ label: 'Timescale' }),
        expect.objectContaining({ label: 'State' }),
      ],
    ],
  ])
})

test('an action that stands under another part has moved', () => {
  const before = plan(part(1, 'Neglect', [action(1, 'Do it')]), part(2, 'Voice', []))
  const after = plan(part(1, 'Neglect', []), part(2, 'Voice', [action(1, 'Do it')]))
  expect(comparePlans(before, after)).toEqual([
    { kind: 'moved', what: 'Action', name: 'Do it', where: 'Voice', fields: [{ label: 'Place', before: 'Neglect', after: 'Voice' }] },
  ])
})

test('an action in two places of one plan stays in both, and what it says is compared once', () => {
  const twice = (change: Partial<DocumentAction> = {}) =>
    plan(part(1, 'Neglect', [action(1, 'Do it', change)]), part(2, 'Voice', [action(1, 'Do it', change)]))
  expect(comparePlans(twice(), twice())).toEqual([])
  expect(comparePlans(twice(), twice({ timescale: 'Sept 2019' })).map(({ kind, where }) => [kind, where])).toEqual([['changed', 'Neglect']])
  const moved = plan(part(1, 'Neglect', []), part(2, 'Voice', [action(1, 'Do it')]), part(3, 'Early help', [action(1, 'Do it')]))
  const ofActions = comparePlans(twice(), moved).filter(({ what }) => what === 'Action')
  expect(ofActions.map(({ kind, fields }) => [kind, fields])).toEqual([
    ['moved', [{ label: 'Place', before: 'Neglect', after: 'Early help' }]],
  ])
})

test('an action of the linked plan that becomes one of this plan, or stands elsewhere, is the same one', () => {
  const linked = plan(part(1, 'Neglect', [action(1, 'Do it', { linked: true })]), part(2, 'Voice', []))
  expect(comparePlans(linked, plan(part(1, 'Neglect', []), part(2, 'Voice', [action(1, 'Do it', { linked: true })])))).toMatchObject([
    { kind: 'moved', what: 'Action of the linked plan' },
  ])
  expect(comparePlans(linked, plan(part(1, 'Neglect', [action(1, 'Do it')]), part(2, 'Voice', [])))).toMatchObject([
    { kind: 'changed', fields: [{ label: 'Whose', before: 'Action of the linked plan', after: 'Action' }] },
  ])
})
