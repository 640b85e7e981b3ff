import { type Establishment, dfeNumber, sayIdentifier, STATUS } from '../establishment.ts'
import type { ReturnOf } from '../returnsShown.ts'
import { sayDay, sayShortDay } from '../../../platform/london.ts'
import { sayNumber } from '../../../platform/say.ts'
import type { Contact } from '../contacts/contact.ts'
import type { DataTable, Cell } from '../../../platform/http/components.ts'
import { CONTACT_ROLE_WORDS } from '../../history/index.ts'
import { sayAddress, type LastSent } from '../../messages/index.ts'
import { period } from './words.ts'
import { type QuestionSet, saySet } from '../../partnerships/index.ts'
import { choiceField } from './fields.ts'
import type { EstablishmentLink } from '../linkStore.ts'

export function captionOf(establishment: Establishment): string {
  const dfe = dfeNumber(establishment)
  return [sayIdentifier(establishment), ...(dfe === null ? [] : [`DfE number ${dfe}`])].join(' · ')
}

export function bannerOf({ statusCode, closedOn, closedReason }: Establishment, returns: readonly ReturnOf[]): string {
  if (statusCode === STATUS.closed) {
    const when = closedOn === null ? 'The register calls it closed.' : `It closed on ${sayDay(closedOn)}.`
    const why = closedReason === '' || /not applicable/i.test(closedReason) ? '' : ` Reason in the register: ${closedReason}.`
    const open = returns.find(({ isOpen }) => isOpen)
    return `${when}${why}${open ? ` Its return in ${open.roundName} is still open: decide what becomes of it.` : ''}`
  }
  if (statusCode === STATUS.closing)
    return closedOn === null
      ? 'The register says that it is going to close. Its return is still due.'
      : `It is going to close on ${sayDay(closedOn)}. Its return is still due.`
  return ''
}

export function factsOf(establishment: Establishment): [string, string][] {
  const { typeName, typeGroupName, phaseName, lowAge, highAge, laName, laCode, trustName, federationName, openedOn, closedOn } =
    establishment
  const ages = lowAge === null || highAge === null ? '' : `${lowAge} to ${highAge}`
  const head = [establishment.headTitle, establishment.headFirstName, establishment.headLastName].filter(part => part !== '').join(' ')
  const all: [string, string][] = [
    ['Type', typeGroupName === '' || typeGroupName === typeName ? typeName : `${typeName} (${typeGroupName})`],
    ['Phase', phaseName],
    ['Ages', ages],
    ['Authority', laCode === null ? laName : `${laName} (${laCode})`],
    ['Trust', trustName],
    ['Federation', federationName],
    ['Boarders', establishment.boardersName],
    ['Sixth form', establishment.sixthFormCode === 1 ? 'Has a sixth form' : ''],
    ['Nursery', establishment.nursery],
    ['Pupils', establishment.pupils === null ? '' : sayNumber(establishment.pupils)],
    ['Religious character', establishment.religiousCharacter],
    ['Opened', openedOn === null ? '' : sayDay(openedOn)],
    ['Closed', closedOn === null ? '' : sayDay(closedOn)],
    ['Address', addressOf(establishment)],
    ['Telephone', establishment.telephone],
    ['Website', establishment.website],
    ['Head, as the register has it', head],
    ['Last changed in the register', establishment.changedOn === null ? '' : sayDay(establishment.changedOn)],
  ]
  return all.filter(([, value]) => value !== '' && !/^(not applicable|does not apply|none)$/i.test(value))
}

const addressOf = ({ street, locality, town, county, postcode }: Establishment): string =>
  [street, locality, town, county, postcode].filter(part => part !== '').join(', ')

type SentTo = ReadonlyMap<string, LastSent>

export function contactsTable(contacts: readonly Contact[], sent: SentTo, today: string, manage: boolean): DataTable | undefined {
  if (contacts.length === 0) return undefined
  return {
    id: 'contacts',
    caption: 'Contacts',
    captionHidden: true,
    columns: [
      { text: 'Role' },
      { text: 'Name' },
      { text: 'Email and telephone' },
      { text: 'When' },
      ...(manage ? [{ text: 'Change', hidden: true }] : []),
    ],
    rows: contacts.map((contact): Cell[] => [
      { text: CONTACT_ROLE_WORDS[contact.role] },
      { text: contact.name },
      {
        text: contact.email === '' ? 'No email address' : sayAddress(contact.email, sent),
        ...(contact.phone === '' ? {} : { hint: contact.phone }),
      },
      { text: period(contact), ...((contact.fromOn ?? '') > today ? { hint: 'Yet to begin' } : {}) },
      ...(manage
        ? [{ text: 'Change', href: `/register/contacts/${contact.id}`, hiddenText: `${contact.name}, ${CONTACT_ROLE_WORDS[contact.role]}` }]
        : []),
    ]),
    compact: true,
  }
}

export function formerTable(contacts: readonly Contact[], sent: SentTo): DataTable | undefined {
  if (contacts.length === 0) return undefined
  return {
    id: 'former-contacts',
    caption: 'Earlier contacts',
    captionHidden: true,
    columns: [{ text: 'Role' }, { text: 'Name' }, { text: 'Email' }, { text: 'When' }],
    rows: contacts.map(contact => [
      { text: CONTACT_ROLE_WORDS[contact.role] },
      { text: contact.name },
      { text: sayAddress(contact.email, sent) },
      { text: period(contact) },
    ]),
    compact: true,
  }
}

export const setLine = ({ setOverride }: Establishment, sets: readonly QuestionSet[]): string =>
  setOverride === null
    ? 'Its type and ages decide which questions it is asked. Each round shows which they are.'
    : `Staff chose set ${setOverride} for it: ${sets.find(({ code }) => code === setOverride)?.name ?? ''}.`

export const setFieldOf = ({ setOverride }: Establishment, sets: readonly QuestionSet[]): object =>
  choiceField(
    'set',
    'Question set',
    setOverride ?? '',
    [{ value: '', text: 'By type and ages' }, ...sets.map(set => ({ value: set.code, text: saySet(set) }))],
    [],
    { hint: { text: 'For rounds that are prepared from now on' } },
  )

export const linksTable = (links: readonly EstablishmentLink[]): DataTable => ({
  id: 'links',
  caption: 'Linked establishments',
  captionHidden: true,
  columns: [{ text: 'Establishment' }, { text: 'Link' }, { text: 'From' }],
  rows: links.map(({ identifier, name, type, linkedOn, establishmentId }): Cell[] => [
    {
      text: name === '' ? `URN ${identifier}` : name,
      hint: establishmentId === null ? `URN ${identifier}, not in your register` : `URN ${identifier}`,
      ...(establishmentId === null ? {} : { href: `/register/establishments/${establishmentId}` }),
    },
    { text: type },
    { text: linkedOn === null ? 'No date given' : sayShortDay(linkedOn) },
  ]),
  compact: true,
})

export const returnsTable = (returns: readonly ReturnOf[]): DataTable => ({
  id: 'returns',
  caption: 'Returns',
  captionHidden: true,
  columns: [{ text: 'Round' }, { text: 'Where it stands' }],
  rows: returns.map(({ roundName, returnId, standing }): Cell[] => [{ text: roundName, href: `/returns/${returnId}` }, { text: standing }]),
  compact: true,
})
