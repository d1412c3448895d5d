import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertPathValidator;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.Date;
import java.util.List;
import java.util.Set;

/**
 * Reads lines of `id TAB milliseconds since 1970 TAB file`, and writes for each a line of
 * `id TAB number of certificates TAB ok or refused TAB reason`.
 *
 * The path is the file as it stands: its last certificate, if issued by itself, is the only anchor, all before it the
 * path, leaf first.
 */
public class Judge {
  public static void main(String[] args) throws Exception {
    var lines = new BufferedReader(new InputStreamReader(System.in, "UTF-8"));
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      var fields = line.split("\t");
      System.out.println(fields[0] + "\t" + judge(Files.readAllBytes(Path.of(fields[2])), Long.parseLong(fields[1])));
    }
  }

  static String judge(byte[] bytes, long at) {
    List<X509Certificate> certificates;
    try {
      certificates = read(bytes);
    } catch (Exception e) {
      return "0\trefused\tunreadable: " + reason(e);
    }
    try {
      validate(certificates, at);
      return certificates.size() + "\tok\t";
    } catch (Exception e) {
      return certificates.size() + "\trefused\t" + reason(e);
    }
  }

  static List<X509Certificate> read(byte[] bytes) throws Exception {
    var read = CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(bytes));
    return read.stream().map((Certificate c) -> (X509Certificate) c).toList();
  }

  static void validate(List<X509Certificate> certificates, long at) throws Exception {
    if (certificates.size() < 2) throw new Exception("no path");
    var last = certificates.get(certificates.size() - 1);
    if (!last.getSubjectX500Principal().equals(last.getIssuerX500Principal())) throw new Exception("no root at the end");
    var path = CertificateFactory.getInstance("X.509").generateCertPath(certificates.subList(0, certificates.size() - 1));
    var parameters = new PKIXParameters(Set.of(new TrustAnchor(last, null)));
    parameters.setRevocationEnabled(false);
    parameters.setDate(new Date(at));
    CertPathValidator.getInstance("PKIX").validate(path, parameters);
  }

  static String reason(Exception e) {
    return String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
  }
}
