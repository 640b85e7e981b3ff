import type { Pagination } from '../../../platform/http/components.ts'
import { paginate } from '../../../platform/http/paginate.ts'
import { sayBytes } from '../../../platform/say.ts'
import { kindOfType } from '../fileKinds.ts'
import type { OpenableEvidence } from '../held.ts'
import { lookAtStored, type Shower } from '../looking/lookAtStored.ts'
import { pageLook } from '../looking/pictureLooks.ts'
import { canBeShown, fileHref, pictureHref, viewHref, WIDTHS, type ShownAt } from '../shown.ts'
import { notShownWords, onlyDownloaded, pictureWords } from '../shownWords.ts'

/** One page of a document as `views/evidence/shown.ejs` draws it. */
export type ShownDocument = {
  /** The name of the file, and which of its pages this is. */
  title: string
  download: { href: string; text: string; hiddenText: string }
  /** Why there is nothing to see, or that there is more. */
  note: string | null
  picture: { src: string; alt: string; width: number; height: number; caption: string; isLarger: boolean } | null
  resize: { href: string; text: string } | null
  previousHref: string | null
  nextHref: string | null
  pagination: Pagination | null
  /** What is written on the page, for those who do not see its picture; of a text file, all that is shown. */
  text: { heading: string | null; body: string } | null
}

/**
 * What is shown of one page of a document, beside which other things may stand.
 *
 * @param at which page; one past the end counts as the last
 * @param hrefOf the address of the page of ours that shows a page of it
 * @throws Refusal (gone) when the store has lost the bytes
 */
export async function shownDocument(
  shower: Shower,
  file: OpenableEvidence,
  at: ShownAt,
  hrefOf: (at: ShownAt) => string = to => viewHref(file.returnId, file.id, to),
): Promise<ShownDocument> {
  const nothing = nothingOf(file)
  if (!canBeShown(file)) return { ...nothing, note: onlyDownloaded(kindOfType(file.mediaType)?.called ?? 'a file') }
  const found = await lookAtStored(shower, file, pageLook, { mediaType: file.mediaType, page: at.page })
  if (!found.ok) return { ...nothing, note: notShownWords(found.why) }
  const { pages, size, text, isCut } = found
  const page = Math.min(at.page, pages)
  const to = (number: number) => hrefOf({ ...at, page: number })
  const cut = isCut ? 'Only the beginning of the text is here. Download the file to read all of it.' : null
  if (size === null) return { ...nothing, note: cut, text: { heading: null, body: text } }
  const isPicture = kindOfType(file.mediaType)?.shownAs !== 'pdf'
  return {
    ...nothing,
    title: pages === 1 ? file.name : `${file.name}, page ${page} of ${pages}`,
    note: null,
    picture: {
      src: pictureHref(file.returnId, file.id, { ...at, page }),
      alt: pictureWords(file.name, page, pages, isPicture),
      ...drawnSize(size, WIDTHS[at.size], isPicture),
      caption: isPicture ? 'The picture, as it was sent' : `Page ${page} of ${pages}`,
      isLarger: at.size === 'larger',
    },
    resize:
      at.size === 'larger'
        ? { href: hrefOf({ ...at, page, size: 'fit' }), text: 'Fit to the page' }
        : { href: hrefOf({ ...at, page, size: 'larger' }), text: 'Larger' },
    previousHref: page > 1 ? to(page - 1) : null,
    nextHref: page < pages ? to(page + 1) : null,
    pagination:
      pages === 1 ? null : { ...paginate({ href: to, page, pageSize: 1, total: pages, noun: 'page' }), label: `Pages of ${file.name}` },
    text: isPicture ? null : { heading: 'Read this page as text', body: writtenOn(text, cut) },
  }
}

const writtenOn = (text: string, cut: string | null): string =>
  text.trim() === '' ? 'No text can be taken from this page. It may be a scan.' : [text.trim(), ...(cut === null ? [] : [cut])].join('\n\n')

const nothingOf = (file: OpenableEvidence): ShownDocument => ({
  title: file.name,
  download: { href: fileHref(file.returnId, file.id), text: `Download the file (${sayBytes(file.bytes)})`, hiddenText: file.name },
  note: null,
  picture: null,
  resize: null,
  previousHref: null,
  nextHref: null,
  pagination: null,
  text: null,
})

/** The room that a picture takes: a photograph is shown no larger than it is. */
function drawnSize(size: { width: number; height: number }, wanted: number, isPicture: boolean): { width: number; height: number } {
  const scale = isPicture ? Math.min(1, wanted / size.width) : wanted / size.width
  return { width: Math.max(1, Math.round(size.width * scale)), height: Math.max(1, Math.round(size.height * scale)) }
}
