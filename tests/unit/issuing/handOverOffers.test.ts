import { expect, test } from '@jest/globals'
import { registerChanged } from '../../../src/features/issuing/handOverOffers.ts'
import { asId } from '../../../src/platform/id.ts'
import { ABOUT } from '../../support/everyLetter.ts'

const TODAY = '2027-03-15'
const contact = (id: number, role: 'head' | 'dsl' | 'chair', name: string, fromOn: string | null = null, toOn: string | null = null) => ({
  ...{ id: asId<'contact'>(id), role, name, email: `${name.toLowerCase()}@ashgrove.example`, fromOn, toOn, main: false },
})
const OLD = contact(1, 'dsl', 'Sam')
const about = (...contacts: ReturnType<typeof contact>[]) => ({
  ...ABOUT,
  contacts,
  holders: [
    {
      invitationId: asId<'invitation'>(7),
      contactId: OLD.id,
      name: 'Sam',
      email: OLD.email,
      role: 'dsl' as const,
      main: true,
      whole: true,
    },
  ].map(holder => ({ ...holder, givenOn: '2026-11-01' })),
})
const offered = (...contacts: ReturnType<typeof contact>[]) => registerChanged(about(...contacts), TODAY).offers.map(({ name }) => name)

test('a hand-over is offered to a head or DSL who began after the main link was given, and to whoever follows its holder', () => {
  expect(offered(OLD, contact(2, 'head', 'Hugo', '2020-09-01'))).toEqual([])
  expect(offered(OLD, contact(2, 'head', 'Hugo', '2027-01-01'))).toEqual(['Hugo'])
  expect(offered(OLD, contact(2, 'dsl', 'Dora', '2027-04-01'))).toEqual([])
  expect(offered(OLD, contact(2, 'chair', 'Cara', '2027-01-01'))).toEqual([])
  // Nobody said when the new one began: that the one before has left is enough.
  const left = { ...OLD, toOn: '2027-02-28' }
  expect(offered(left, contact(2, 'dsl', 'Dora'))).toEqual(['Dora'])
  expect(registerChanged(about(left), TODAY)).toEqual({ left: { name: 'Sam', leftOn: '2027-02-28' }, offers: [] })
  // The new DSL reads the mailbox that has the link.
  expect(offered(left, { ...contact(2, 'dsl', 'Dora', '2027-03-01'), email: OLD.email })).toEqual([])
})
