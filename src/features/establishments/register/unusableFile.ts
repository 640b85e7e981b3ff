/** A file that cannot be used at all. The message is a sentence for the person who chose it; nothing was changed. */
export class UnusableFile extends Error {
  override name = 'UnusableFile'
}
