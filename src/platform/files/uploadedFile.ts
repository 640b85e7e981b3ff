/** A file as it came in: in a temporary place that is removed when the request ends, under the name that the sender gave. */
export type UploadedFile = {
  path: string
  originalName: string
  bytes: number
  /** The name of the form's field that it came by. */
  field: string
  /** Why it was not kept; only where a route judges each file by itself. There is nothing at `path` then. */
  refused: 'too_large' | 'too_many' | 'failed' | null
}
