import type { Source } from '../contract/route.ts'
import type { GatherInput } from '../engine/gathered.ts'
import { callFailed } from './failures.ts'
import type { Services } from './services.ts'

/** Where to read what the user gave. @throws CallFailed where the id stands for nothing any more */
export function inputOf(
  source: Source,
  { picked, messages }: Pick<Services, 'picked' | 'messages'>,
): Omit<GatherInput, 'password'> {
  if (source.kind === 'text') return { paths: [], texts: [{ name: messages().text('host.pasted'), text: source.text }] }
  const paths = picked.get(source.id)
  if (!paths) throw callFailed('not-picked', messages())
  return { paths, texts: [] }
}
