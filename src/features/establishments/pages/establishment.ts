import type { Cell, DataTable } from '../../../platform/http/components.ts'
import { idParam } from '../../../platform/http/params.ts'
import { notFound } from '../../../platform/http/refusal.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { saveSession } from '../../../platform/http/session.ts'
import { londonDate, sayDay, sayShortDay, sayShortInstant } from '../../../platform/london.ts'
import { typed } from '../../../platform/forms/parseForm.ts'
import { roleHolds } from '../../accounts/index.ts'
import { CONTACT_ROLE_WORDS, historyEntries, historyOf, type StaffActor } from '../../history/index.ts'
import { overrideSet } from '../actions.ts'
import { holdsOn, type Contact } from '../contacts/contact.ts'
import { contactsOf } from '../contacts/store.ts'
import { dfeNumber, sayIdentifier, STATUS, type Establishment } from '../establishment.ts'
import { linksOf, returnsOf, type EstablishmentLink, type ReturnOf } from '../listStore.ts'
import { setForm } from '../schemas.ts'
import { findEstablishment } from '../store.ts'
import { choiceField, textField } from './fields.ts'
import { period, SET_NAMES, statusTag } from './words.ts'

/** GET /register/establishments/:establishmentId */
export const establishmentPage: Page<StaffActor> = async ({ db, actor, now }, req, res) => {
  const establishment = await findEstablishment(db, actor.partnershipId, idParam(req, 'establishmentId'))
  if (!establishment) throw notFound()
  const { partnershipId } = actor
  const [contacts, links, returns, history] = await Promise.all([
    contactsOf(db, partnershipId, [establishment.id]),
    linksOf(db, partnershipId, establishment.id),
    returnsOf(db, partnershipId, establishment.id),
    historyOf(db, partnershipId, { establishmentId: establishment.id }, { limit: 20 }),
  ])
  const today = londonDate(now())
  const manage = roleHolds(actor.role, 'register.manage')
  const base = `/register/establishments/${establishment.id}`
  renderPage(res, 'establishments/establishment', {
    title: establishment.name,
    layout: 'staff',
    breadcrumbs: [{ text: 'Register', href: '/register' }, { text: establishment.name }],
    caption: captionOf(establishment),
    status: statusTag(establishment),
    banner: bannerOf(establishment, returns),
    base,
    manage,
    local: manage && establishment.source === 'local',
    factsHeading: establishment.source === 'local' ? 'What is known of it' : 'What the register says',
    isLocal: establishment.source === 'local',
    facts: {
      rows: factsOf(establishment).map(([key, value]) => ({
        key: { text: key },
        value: { text: value },
      })),
    },
    contacts: contactsTable(
      contacts.filter(contact => holdsOn(contact, today) || (contact.fromOn ?? '') > today),
      today,
      manage,
    ),
    former: formerTable(contacts.filter(contact => !holdsOn(contact, today) && (contact.fromOn ?? '') <= today)),
    set: setWords(establishment),
    setField: setFieldOf(establishment),
    links: links.length === 0 ? undefined : linksTable(links),
    returns: returns.length === 0 ? undefined : returnsTable(returns),
    timeline: history.lines.length === 0 ? undefined : { items: historyEntries(history.lines), headingLevel: 3 },
    matchField: textField('number', 'URN or Ofsted number', '', [], { classes: 'govuk-input--width-10', spellcheck: false }),
  })
}

/** POST /register/establishments/:establishmentId/set */
export const chooseSetPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const id = idParam(req, 'establishmentId')
  const set = setForm.parse({ set: typed(req.body, 'set') }).set
  await overrideSet(db, actor, id, set)
  req.session.notice = {
    text:
      set === null
        ? 'Its question set follows its type and ages again.'
        : `It will be asked set ${set} in rounds that are prepared from now on.`,
  }
  await saveSession(req)
  res.redirect(303, `/register/establishments/${id}`)
}

function captionOf(establishment: Establishment): string {
  const dfe = dfeNumber(establishment)
  return [sayIdentifier(establishment), ...(dfe === null ? [] : [`DfE number ${dfe}`])].join(' · ')
}

function bannerOf({ statusCode, closedOn, closedReason }: Establishment, returns: readonly ReturnOf[]): string {
  if (statusCode === STATUS.closed) {
    const when = closedOn === null ? 'The register calls it closed.' : `It closed on ${sayDay(closedOn)}.`
    const why = closedReason === '' || /not applicable/i.test(closedReason) ? '' : ` Reason in the register: ${closedReason}.`
    const open = returns.find(({ submittedAt, excusedAs }) => submittedAt === null && excusedAs === null)
    return `${when}${why}${open ? ` Its return in ${open.roundName} is still open: decide what becomes of it.` : ''}`
  }
  if (statusCode === STATUS.closing)
    return closedOn === null
      ? 'The register says that it is going to close. Its return is still due.'
      : `It is going to close on ${sayDay(closedOn)}. Its return is still due.`
  return ''
}

function factsOf(establishment: Establishment): [string, string][] {
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
    ['Pupils', establishment.pupils === null ? '' : establishment.pupils.toLocaleString('en-GB')],
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

function contactsTable(contacts: readonly Contact[], today: string, manage: boolean): DataTable | undefined {
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
      { text: contact.email === '' ? 'No email address' : contact.email, ...(contact.phone === '' ? {} : { hint: contact.phone }) },
      { text: period(contact), ...((contact.fromOn ?? '') > today ? { hint: 'Yet to begin' } : {}) },
      ...(manage
        ? [{ text: 'Change', href: `/register/contacts/${contact.id}`, hiddenText: `${contact.name}, ${CONTACT_ROLE_WORDS[contact.role]}` }]
        : []),
    ]),
    compact: true,
  }
}

function formerTable(contacts: readonly Contact[]): DataTable | undefined {
  if (contacts.length === 0) return undefined
  return {
    id: 'former-contacts',
    caption: 'Earlier contacts',
    captionHidden: true,
    columns: [{ text: 'Role' }, { text: 'Name' }, { text: 'Email' }, { text: 'When' }],
    rows: contacts.map(contact => [
      { text: CONTACT_ROLE_WORDS[contact.role] },
      { text: contact.name },
      { text: contact.email },
      { text: period(contact) },
    ]),
    compact: true,
  }
}

const setWords = ({ setOverride }: Establishment): string =>
  setOverride === null
    ? 'Its type and ages decide which questions it is asked. Each round shows which they are.'
    : `Staff chose set ${setOverride} for it: ${SET_NAMES[setOverride as keyof typeof SET_NAMES].toLowerCase()}.`

const setFieldOf = ({ setOverride }: Establishment): object =>
  choiceField(
    'set',
    'Question set',
    setOverride ?? '',
    [{ value: '', text: 'By type and ages' }, ...Object.entries(SET_NAMES).map(([value, name]) => ({ value, text: `${value}: ${name}` }))],
    [],
    { hint: { text: 'For rounds that are prepared from now on' } },
  )

const linksTable = (links: readonly EstablishmentLink[]): DataTable => ({
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

const EXCUSED: Record<string, string> = {
  closed: 'Closed',
  covered: 'Covered by another',
  not_applicable: 'Not applicable',
  declined: 'Declined',
}

const returnsTable = (returns: readonly ReturnOf[]): DataTable => ({
  id: 'returns',
  caption: 'Returns',
  captionHidden: true,
  columns: [{ text: 'Round' }, { text: 'Where it stands' }],
  rows: returns.map(({ roundName, returnId, submittedAt, excusedAs, dueAt, isIssued }): Cell[] => [
    { text: roundName, href: `/returns/${returnId}` },
    {
      text:
        excusedAs !== null
          ? (EXCUSED[excusedAs] ?? excusedAs)
          : submittedAt !== null
            ? `Submitted ${sayShortInstant(submittedAt)}`
            : isIssued
              ? `Due ${sayShortInstant(dueAt)}`
              : 'Not issued yet',
    },
  ]),
  compact: true,
})
