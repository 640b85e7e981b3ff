import { rmSync } from 'node:fs'

export default function clearAway(): void {
  const { SA_BROWSER_DATA: folder, SA_BROWSER_DATA_OWN: own } = process.env
  if (folder !== undefined && own !== undefined) rmSync(folder, { recursive: true, force: true })
}
