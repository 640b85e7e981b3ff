import { isDeepStrictEqual } from 'node:util'
import { sayMoment } from '../../platform/london.ts'
import { capitalised, sayList } from '../../platform/say.ts'
import { PARTS, type Question } from '../questions/index.ts'
import type { StoredResponse } from '../returns/index.ts'
import { givenLine, partLines } from './readThrough.ts'

/** What is and was stored for one question, as views/returnPages/versions.ejs draws it. */
export type VersionsView = { heading: string; versions: VersionView[]; none: string | null }
type VersionView = {
  id: string
  heading: string
  by: string
  /** What it changed of the version before. */
  changed: string
  parts: { label: string; lines: string[] }[]
  again: { href: string; about: string } | null
}

/** @param againHref where a version is put back into the form; left out for those who only read */
export function versionsView(
  question: Question,
  versions: readonly StoredResponse[],
  { now, againHref }: { now: Date; againHref?: (version: number) => string },
): VersionsView {
  const at = ({ at }: StoredResponse) => sayMoment(at, now)
  return {
    heading: question.label,
    none:
      versions.length === 0
        ? 'Nothing is stored for this question.'
        : versions.length === 1
          ? 'No earlier version is kept. What one person writes in one sitting is one version.'
          : null,
    versions: versions.map((version, index) => ({
      id: `version-${version.version}`,
      heading: index === 0 ? `As it stands, saved at ${at(version)}` : `Saved at ${at(version)}`,
      by: givenLine(version, now),
      changed: changedLine(version, versions[index + 1]),
      parts: PARTS.filter(part => part === 'answer' || versions.some(other => other[part] !== null)).map(part => ({
        label: capitalised(part),
        lines: partLines(question, version, part),
      })),
      again: index === 0 || !againHref ? null : { href: againHref(version.version), about: at(version) },
    })),
  }
}

function changedLine(version: StoredResponse, before: StoredResponse | undefined): string {
  if (!before) return 'The earliest version that is kept'
  const changed = PARTS.filter(part => !isDeepStrictEqual(version[part], before[part]))
  return changed.length === 0 ? 'Says the same as the version before' : `Changed: ${sayList(changed)}`
}
