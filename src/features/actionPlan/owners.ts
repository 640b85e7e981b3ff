import { CONTACT_ROLE_WORDS, type ContactRole } from '../history/index.ts'

/** A person as somebody may have written them for the owner of an action. */
export type Person = { name: string; role: ContactRole }

/** What people call the roles, beside their full names. */
const ALSO: Record<ContactRole, readonly string[]> = {
  head: ['head', 'headteacher', 'head teacher', 'principal', 'headmaster', 'headmistress', 'ht'],
  dsl: ['dsl', 'safeguarding lead'],
  deputy_dsl: ['deputy dsl', 'ddsl', 'deputy safeguarding lead'],
  chair: ['chair', 'chair of governors', 'chair of trustees'],
  proprietor: ['proprietor', 'owner'],
  link_governor: ['link governor', 'safeguarding governor'],
  business_manager: ['business manager', 'sbm', 'bursar'],
  other: [],
}
const ROLES = (Object.keys(ALSO) as ContactRole[])
  .flatMap(role => [CONTACT_ROLE_WORDS[role], ...ALSO[role]].map(words => ({ role, words: tokens(words) })))
  // "Deputy DSL" is no DSL: the longer words are taken first.
  .toSorted((one, other) => other.words.length - one.words.length)

/** Whether the owner of an action, as it was written, names a person: by their whole name, or by their role alone. */
export function isOwner(owner: string | null, { name, role }: Person): boolean {
  const written = tokens(owner ?? '')
  const called = tokens(name)
  if (called.length > 0 && at(written, called) >= 0) return true
  return rolesIn(written).includes(role)
}

/** The roles that words name. Each word counts for one role. */
function rolesIn(written: readonly string[]): ContactRole[] {
  const left = [...written]
  const found: ContactRole[] = []
  for (const { role, words } of ROLES) {
    const place = at(left, words)
    if (place < 0 || role === 'other') continue
    left.fill('', place, place + words.length)
    found.push(role)
  }
  return found
}

const at = (all: readonly string[], some: readonly string[]): number =>
  all.findIndex((_, from) => some.every((word, offset) => all[from + offset] === word))

function tokens(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}'’-]+/u)
    .filter(word => word !== '')
}
