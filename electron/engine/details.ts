import { createHash } from 'node:crypto'
import { type Dictionary, type Messages, writtenDate } from '../messages/messages.ts'
import type { Certificate } from '../pki/certificate.ts'
import type { Csr } from '../pki/csr.ts'
import type { Extensions, GeneralName, KeyUsage } from '../pki/extensions.ts'
import { type Name, visibleText } from '../pki/name.ts'
import { Attribute, attributeNames, extendedKeyUsageNames } from '../pki/oids.ts'
import type { PublicKey } from '../pki/public-key.ts'
import { type Signed, verifySignature } from '../pki/signature.ts'
import { writeCsrPem, writePem } from '../pki/write-pem.ts'
import type { DetailRow, Details, DetailSection } from './certificate-details.ts'
import { keyText, nameOf } from './chain-links.ts'

type RowKey = keyof Dictionary['details']['rows']
type SectionKey = keyof Dictionary['details']['sections']

/** All that a certificate says of itself, for a viewer. */
export function certificateDetails(certificate: Certificate, messages: Messages): Details {
  const writer = new DetailWriter(messages)
  const { subject, issuer, serialNumber, version, notBefore, notAfter, der } = certificate
  return {
    title: nameOf(certificate),
    sections: [
      writer.section('subject', writer.name(subject)),
      writer.section('issuer', writer.name(issuer)),
      writer.section('validity', [
        writer.row('notBefore', writtenDate(new Date(notBefore))),
        writer.row('notAfter', writtenDate(new Date(notAfter))),
      ]),
      writer.section('key', [...writer.key(certificate.publicKey), writer.signatureAlgorithm(certificate)]),
      writer.section('usage', writer.usage(certificate.extensions)),
      writer.section('extensions', writer.furtherExtensions(certificate.extensions)),
      writer.section('identity', [
        writer.code('serial', serialNumber),
        writer.row('version', String(version)),
        writer.code('sha256', certificate.sha256),
        writer.code('sha1', createHash('sha1').update(der).digest('hex')),
      ]),
    ].filter(({ rows }) => rows.length > 0),
    pem: writePem([certificate]),
  }
}

/** All that a CSR asks for, for a viewer. */
export function csrDetails(csr: Csr, messages: Messages): Details {
  const writer = new DetailWriter(messages)
  const signature = verifySignature(csr, csr.publicKey)
  return {
    title: visibleText(csr.subject.commonName ?? csr.subject.text),
    sections: [
      writer.section('subject', writer.name(csr.subject)),
      writer.section('key', [
        ...writer.key(csr.publicKey),
        writer.signatureAlgorithm(csr),
        writer.row('signature', messages.text(`details.signature.${signature}`)),
      ]),
      writer.section('requested', [...writer.usage(csr.extensions), ...writer.furtherExtensions(csr.extensions)]),
      writer.section('identity', [writer.code('requestSha256', csr.sha256)]),
    ].filter(({ rows }) => rows.length > 0),
    pem: writeCsrPem(csr),
  }
}

const namedAttributes: Readonly<Record<string, RowKey>> = {
  [Attribute.commonName]: 'commonName',
  [Attribute.organizationalUnit]: 'organizationalUnit',
  [Attribute.organization]: 'organization',
  [Attribute.locality]: 'locality',
  [Attribute.state]: 'state',
  [Attribute.country]: 'country',
  [Attribute.emailAddress]: 'email',
  '0.9.2342.19200300.100.1.25': 'domainComponent',
}

/** What a certificate says is somebody else's text: it is made harmless to show before it gets here. */
class DetailWriter {
  constructor(private readonly messages: Messages) {}

  section(key: SectionKey, rows: readonly DetailRow[]): DetailSection {
    return { title: this.messages.text(`details.sections.${key}`), rows }
  }

  row(key: RowKey, value: string, isCode = false): DetailRow {
    const { messages } = this
    return {
      label: messages.text(`details.rows.${key}.label`),
      value,
      isCode,
      hint: messages.text(`details.rows.${key}.hint`),
    }
  }

  code(key: RowKey, value: string): DetailRow {
    return this.row(key, value, true)
  }

  /** The most specific part first, as people read it. */
  name(name: Name): readonly DetailRow[] {
    if (name.isEmpty) return [this.row('commonName', this.messages.text('details.absent'))]
    return [...name.rdns].reverse().flatMap((rdn) =>
      rdn.map(({ type, value }) => {
        const key = namedAttributes[type]
        const shown = visibleText(value)
        return key
          ? this.row(key, shown)
          : { label: attributeNames[type] ?? type, value: shown, isCode: false, hint: null }
      }),
    )
  }

  key(publicKey: PublicKey): readonly DetailRow[] {
    return [this.row('key', keyText(publicKey)), this.code('keySha256', publicKey.sha256)]
  }

  signatureAlgorithm({ signatureAlgorithm }: Signed): DetailRow {
    return this.row('signatureAlgorithm', signatureAlgorithm.text)
  }

  /** What it may be used for; that it does not say so counts too. */
  usage({ keyUsage, extendedKeyUsage, subjectAltName, basicConstraints }: Extensions): readonly DetailRow[] {
    const absent = this.messages.text('details.absent')
    return [
      this.row('keyUsage', keyUsage ? this.list([...keyUsage].map((usage) => this.keyUsage(usage))) : absent),
      this.row(
        'extendedKeyUsage',
        extendedKeyUsage ? this.list(extendedKeyUsage.map((oid) => this.purpose(oid))) : absent,
      ),
      this.row(
        'alternativeNames',
        subjectAltName ? this.list(subjectAltName.map((name) => this.generalName(name))) : absent,
      ),
      this.row('basicConstraints', basicConstraints ? this.constraints(basicConstraints) : absent),
    ]
  }

  /** Those that are there. */
  furtherExtensions(extensions: Extensions): readonly DetailRow[] {
    const { subjectKeyIdentifier, authorityKeyIdentifier, caIssuers, nameConstraints } = extensions
    const keyIdentifier = authorityKeyIdentifier?.keyIdentifier
    return [
      ...(subjectKeyIdentifier === undefined ? [] : [this.code('subjectKeyIdentifier', subjectKeyIdentifier)]),
      ...(keyIdentifier === undefined ? [] : [this.code('authorityKeyIdentifier', keyIdentifier)]),
      ...this.codes('caIssuers', (caIssuers ?? []).map(visibleText)),
      ...this.names('permittedNames', nameConstraints?.permitted),
      ...this.names('excludedNames', nameConstraints?.excluded),
      ...this.codes('unknownCritical', extensions.unknownCritical),
      ...this.codes('malformed', extensions.malformed),
    ]
  }

  private codes(key: RowKey, values: readonly string[]): readonly DetailRow[] {
    return values.length > 0 ? [this.code(key, this.list(values))] : []
  }

  private names(key: RowKey, names: readonly GeneralName[] | undefined): readonly DetailRow[] {
    return names && names.length > 0 ? [this.row(key, this.list(names.map((name) => this.generalName(name))))] : []
  }

  private keyUsage(usage: KeyUsage): string {
    return `${this.messages.text(`details.keyUsage.${usage}`)} (${usage})`
  }

  private purpose(oid: string): string {
    const { messages } = this
    const name = extendedKeyUsageNames[oid]
    if (name === 'serverAuth' || name === 'clientAuth')
      return `${messages.text(`details.purpose.${name}`)} (${name}, ${oid})`
    return name === undefined ? oid : `${name} (${oid})`
  }

  private generalName({ kind, value }: GeneralName): string {
    return `${this.messages.text(`details.nameKind.${kind}`)} ${visibleText(value)}`
  }

  private constraints({ ca, pathLength }: NonNullable<Extensions['basicConstraints']>): string {
    if (!ca) return this.messages.text('details.notACa')
    return pathLength === undefined
      ? this.messages.text('details.ca')
      : this.messages.text('details.caWithin', { count: pathLength })
  }

  private list(values: readonly string[]): string {
    return values.length > 0 ? values.join(', ') : this.messages.text('details.absent')
  }
}
