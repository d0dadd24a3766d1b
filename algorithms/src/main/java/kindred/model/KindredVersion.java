package kindred.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of this build, as the build wrote it into {@code version.properties}. */
public final class KindredVersion {

    private static final String CURRENT = read();

    private KindredVersion() {}

    public static String current() {
        return CURRENT;
    }

    private static String read() {
        try (InputStream resource = KindredVersion.class.getResourceAsStream("/kindred/version.properties")) {
            if (resource == null) {
                throw new IllegalStateException("version.properties is missing from this build of Kindred");
            }
            Properties properties = new Properties();
            properties.load(resource);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
