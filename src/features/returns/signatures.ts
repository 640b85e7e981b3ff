import type { Id } from '../../platform/id.ts'

/** How it is known whose a signature is. What rests on the school's own word alone is for staff to confirm. */
export const PROOFS = {
  own_link: { words: 'By a link of their own', toConfirm: false },
  code: { words: 'By a code sent to the address in the register', toConfirm: false },
  given_link: { words: 'By a link to an address that the school gave', toConfirm: true },
  given_code: { words: 'By a code sent to an address that the school gave', toConfirm: true },
  not_looked_at: { words: 'Signed before the program looked at whose link it was', toConfirm: false },
} as const
export type Proof = keyof typeof PROOFS

/** What may be unusual about a signature, as staff read it. Each is said to the signer before they sign (`signing/unusual.ts`). */
export const UNUSUAL_WORDS = {
  name_differs: 'The name is not the one in the register',
  role_differs: 'The register has the other role for this establishment: chair or proprietor',
  address_given: 'The register had no address for this role',
  shared_address: 'The register has the same address for another role',
  shared_link: 'Other people used the same link',
  shown_link: 'Someone at the school looked at this link',
  same_person: 'The same person signed in another role',
  same_browser: 'Someone else worked on this return in the same browser',
  also_dsl: 'They are also named as designated safeguarding lead',
} as const
export type Unusual = keyof typeof UNUSUAL_WORDS

export type SignatureRole = 'head' | 'chair' | 'proprietor'

/** How a signature was given: kept with it. */
export type Given = {
  jobTitle: string
  proof: Proof
  /** The address that stands for the signer: that of their link, or the one to which the code went. */
  address: string
  unusual: readonly Unusual[]
  /** The minute under which a board agreed to the return, and the date of its meeting. */
  minuteReference: string
  /** 'YYYY-MM-DD' */
  meetingOn: string | null
}

export type SignOff = Given & {
  role: SignatureRole
  name: string
  at: Date
  contributorId: Id<'contributor'> | null
  confirmedAt: Date | null
  confirmedBy: string
  confirmedNote: string
}

/** Whether staff have still to say that a signature is right: something about it is unusual, or it rests on the school's own word. */
export const isToConfirm = ({ proof, unusual, confirmedAt }: Pick<SignOff, 'proof' | 'unusual' | 'confirmedAt'>): boolean =>
  confirmedAt === null && (PROOFS[proof].toConfirm || unusual.length > 0)
