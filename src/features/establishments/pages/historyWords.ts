import type { Timeline } from '../../../platform/http/components.ts'
import { sayInstant } from '../../../platform/london.ts'
import { CONTACT_ROLE_WORDS, type ContactRole, type HistoryEvent } from '../../history/index.ts'

const WORDS: Readonly<Record<string, string>> = {
  'establishment.added': 'Added to the register by hand',
  'establishment.changed': 'What is known of it was changed',
  'establishment.matched': 'Matched to the national register',
  'establishment.set_chosen': 'Question set chosen',
  'establishment.closed': 'Closed, says the register',
  'establishment.converted': 'Converted, says the register',
  'contact.added': 'Contact added',
  'contact.changed': 'Contact changed',
  'contact.ended': 'Contact ended',
  'contact.imported': 'Contacts brought in from a file',
}

/** What happened to an establishment, in words. What another part of the program did is told by its own name. */
export const timelineOf = (events: readonly HistoryEvent[]): Timeline => ({
  headingLevel: 3,
  items: events.map(event => ({
    title: WORDS[event.verb] ?? inWords(event.verb),
    by: event.actorName,
    at: event.at.toISOString(),
    when: sayInstant(event.at),
    ...textOf(event),
  })),
})

function textOf({ verb, details }: HistoryEvent): { text?: string } {
  const said = (name: string) => (typeof details[name] === 'string' ? details[name] : '')
  const role = CONTACT_ROLE_WORDS[said('role') as ContactRole] ?? said('role')
  if (verb.startsWith('contact.') && said('name') !== '') return { text: `${said('name')}, ${role}` }
  if (verb === 'establishment.matched') return { text: `${said('from')} is now ${said('to')}` }
  if (verb === 'establishment.converted') return { text: `Its successor is URN ${said('successor')}` }
  if (verb === 'establishment.set_chosen') return { text: said('set') === '' ? 'By type and ages again' : `Set ${said('set')}` }
  return {}
}

/** "Return sent back" for return.sent_back. */
function inWords(verb: string): string {
  const words = verb.replace(/[._]/g, ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
