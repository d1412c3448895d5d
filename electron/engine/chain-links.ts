import { isoTime, reportChain } from '../appliance/report.ts'
import type { Messages } from '../messages/messages.ts'
import type { Certificate } from '../pki/certificate.ts'
import type { Csr } from '../pki/csr.ts'
import type { Place, ReadResult } from '../pki/found.ts'
import { visibleText } from '../pki/name.ts'
import type { Chain } from '../pki/path.ts'
import type { PublicKey } from '../pki/public-key.ts'
import { type SignatureVerdict, verifySignature } from '../pki/signature.ts'
import { writePem } from '../pki/write-pem.ts'
import type { CertificateSummary, ChainLink } from './examination.ts'
import { placeText } from './failure-report.ts'

/** Where each certificate was met first, by its fingerprint. */
export type Places = ReadonlyMap<string, Place>

export function placesIn(results: readonly ReadResult[]): Places {
  const places = new Map<string, Place>()
  for (const { found } of results) {
    for (const item of found) {
      if (item.kind !== 'certificate' || places.has(item.certificate.sha256)) continue
      places.set(item.certificate.sha256, item.place)
    }
  }
  return places
}

/** @param isTangled the search was given up: where the chain ends, nobody knows */
export function linksOf(
  chain: Chain,
  isTangled: boolean,
  places: Places,
  csr: Csr | undefined,
  messages: Messages,
): readonly ChainLink[] {
  const entries = reportChain(chain, isTangled)
  return chain.certificates.flatMap((certificate, position) => {
    const entry = entries[position]
    const place = places.get(certificate.sha256)
    if (!entry || !place) return []
    const matches = csr ? certificate.publicKey.sha256 === csr.publicKey.sha256 : null
    const link: ChainLink = {
      ...entry,
      commonName: entry.commonName === null ? null : visibleText(entry.commonName),
      file: place.file,
      place: placeText(place, messages),
      key: keyText(certificate.publicKey),
      signature: signatureIn(chain, position, isTangled),
      matchesCsr: position === 0 ? matches : null,
      pem: writePem([certificate]),
    }
    return [link]
  })
}

function signatureIn({ certificates, missing }: Chain, position: number, isTangled: boolean): SignatureVerdict | null {
  const certificate = certificates[position]
  const isOpen = missing !== undefined || isTangled
  const signer = certificates[position + 1] ?? (isOpen ? undefined : certificate)
  return certificate && signer ? verifySignature(certificate, signer.publicKey) : null
}

/** As people write it: `RSA 2048`, `EC P-256`, `Ed25519`. */
export function keyText({ kind, bits, curve, algorithm }: PublicKey): string {
  if (kind === 'other') return algorithm
  if (curve) return `${kind} ${curve.name}`
  const isRsa = kind === 'RSA' || kind === 'RSA-PSS'
  return isRsa && bits !== undefined ? `${kind} ${bits}` : kind
}

export const summaryOf = (certificate: Certificate, places: Places): CertificateSummary => ({
  sha256: certificate.sha256,
  commonName: nameOf(certificate),
  subject: certificate.subject.text,
  issuer: certificate.issuer.text,
  serial: certificate.serialNumber,
  notBefore: isoTime(certificate.notBefore),
  notAfter: isoTime(certificate.notAfter),
  file: places.get(certificate.sha256)?.file ?? '',
  pem: writePem([certificate]),
})

/** The common name or, where there is none, the whole name, safe to show. */
export const nameOf = ({ subject }: Certificate): string => visibleText(subject.commonName ?? subject.text)
