import type { PageModel } from '../../../platform/http/page.ts'
import type { ContributorActor, StaffActor } from '../../history/index.ts'
import { type AuditReturn, type StoredResponse } from '../../returns/index.ts'
import { returnFrame } from '../../returnPages/index.ts'

/** Who fills in a section: somebody of the establishment, or staff who key in what came offline. */
export type SectionActor = ContributorActor | StaffActor

/** Where a section is filled in: the addresses around its form, and what is different there. */
export type SectionDesk = {
  /** Somebody's own return: the register offers what it knows, and files are attached where they are asked for. A paper return said what it said. */
  isOwn: boolean
  /** Where to go when nothing can be saved here. */
  home: { text: string; href: string }
  all: { text: string; href: string }
  section: (key: string) => string
  /** Where the rows of a list are added, changed and removed. */
  list: (sectionKey: string, questionKey: string) => string
  /** Where the versions of the answer to a question are read. */
  versions: (questionKey: string) => string
  /** Where somebody says that they have read what they were told. */
  told: string
  /** Where the last section leads. */
  end: string
  /** What stands around the page of a section. */
  frame: (title: string) => Partial<PageModel>
  /** Whose answers these are, on a page that is not theirs. */
  mark: string | null
  documents: { text: string; href: string }
  /** Whose typing it is that a browser keeps until it is saved. */
  draft: string
  /** Whether whoever is looking gave this response. */
  isSelf: (giver: Pick<StoredResponse, 'contributorId' | 'byName'>) => boolean
}

type Named = Pick<AuditReturn, 'id' | 'roundId' | 'roundName' | 'establishmentName'>

/** Whose typing it is, of a person at a return of their own. */
export const draftOf = ({ returnId, contributorId }: Pick<ContributorActor, 'returnId' | 'contributorId'>): string =>
  `${returnId}-${contributorId}`

/** The desk of a person: at their own return, or at one that came offline. */
export const deskOf = (actor: SectionActor, auditReturn: Named): SectionDesk =>
  actor.kind === 'contributor' ? ownDesk(actor, auditReturn) : keyingDesk(actor, auditReturn)

function ownDesk({ contributorId: self }: ContributorActor, { id }: Named): SectionDesk {
  const all = { text: 'All sections', href: '/return' }
  return {
    isOwn: true,
    home: { text: 'Go to your return', href: '/return' },
    all,
    section: key => `/return/sections/${key}`,
    list: (sectionKey, key) => `/return/sections/${sectionKey}/lists/${key}`,
    versions: key => `/return/versions/${key}`,
    told: '/return/told',
    end: '/return/check',
    frame: () => ({ backLink: all }),
    mark: null,
    documents: { text: 'Evidence', href: '/return/evidence' },
    draft: draftOf({ returnId: id, contributorId: self }),
    isSelf: ({ contributorId }) => contributorId === self,
  }
}

function keyingDesk(actor: StaffActor, auditReturn: Named): SectionDesk {
  const base = `/returns/${auditReturn.id}`
  const all = { text: 'Key in answers', href: `${base}/keyed-answers` }
  return {
    isOwn: false,
    home: { text: 'Go to the return', href: base },
    all,
    section: key => `${all.href}/${key}`,
    list: (sectionKey, key) => `${all.href}/${sectionKey}/lists/${key}`,
    versions: key => `${base}/answers/${key}/versions`,
    told: `${base}/told`,
    end: all.href,
    frame(title) {
      const { layout, breadcrumbs } = returnFrame(actor, auditReturn, { below: title })
      return { layout, breadcrumbs: [...breadcrumbs.slice(0, -1), all, ...breadcrumbs.slice(-1)] }
    },
    mark: `Answers keyed in by the partnership for ${auditReturn.establishmentName}`,
    documents: { text: 'Documents', href: `${base}/evidence` },
    draft: `${auditReturn.id}-staff-${actor.accountId}`,
    isSelf: ({ contributorId, byName }) => contributorId === null && byName === actor.name,
  }
}
