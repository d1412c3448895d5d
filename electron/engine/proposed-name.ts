/** What a file name can't have on one system or another, and what could pass for a folder or an option. */
const unsafe = /[^\p{L}\p{N}._-]+/gu

/** A name for the chain of a host that every system takes: `oment-310.example.com-chain.pem`. */
export function proposedName(host: string | null): string {
  const name = (host ?? '')
    .replace(unsafe, '-')
    .replace(/^[-.]+|[-.]+$/g, '')
    .slice(0, 100)
  return `${name === '' ? 'appliance' : name}-chain.pem`
}
