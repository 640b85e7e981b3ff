import { CONTACT_ROLE_WORDS, type ContactRole } from '../history/index.ts'

/** A person as somebody may have written them for the owner of an action. */
export type Person = { name: string; role: ContactRole }

/** What people call the roles, beside their full names. */
const ALSO: Record<ContactRole, readonly string[]> = {
  head: ['head', 'headteacher', 'head teacher', 'head of school', 'principal', 'headmaster', 'headmistress', 'ht'],
  dsl: ['dsl', 'safeguarding lead'],
  deputy_dsl: ['deputy dsl', 'ddsl', 'deputy safeguarding lead'],
  chair: ['chair', 'chair of governors', 'chair of trustees', 'chair of governing body', 'chair of governing board', 'chair of board'],
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
  const left = written.filter(word => word !== 'the')
  const found: ContactRole[] = []
  for (const { role, words } of ROLES) {
    // "Head of Year 9" is not the head, and "Chair of the PTA" not the chair of governors.
    const place = at(left, words, ['head', 'chair'].includes(words.join(' ')) ? 'of' : undefined)
    if (place < 0 || role === 'other') continue
    left.fill('', place, place + words.length)
    found.push(role)
  }
  return found
}

/** Where words begin among others; -1 where they do not. @param notBefore a word that must not follow them */
const at = (all: readonly string[], some: readonly string[], notBefore?: string): number =>
  all.findIndex(
    (_, from) =>
      some.every((word, offset) => all[from + offset] === word) && (notBefore === undefined || all[from + some.length] !== notBefore),
  )

function tokens(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}'’-]+/u)
    .filter(word => word !== '')
}
