package kindred.procedures.write;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.neo4j.graphdb.schema.PropertyType;

class TargetTest {

    /** Type constraints exist in Enterprise Edition only, so what they allow is judged apart from the schema. */
    @Test
    void refusesConstraintsThatForbidVectors() {
        Target target = new Target("v");

        assertThatCode(() -> target.requireFloats("c", List.of(PropertyType.STRING, PropertyType.LIST_FLOAT_NOT_NULL)))
                .doesNotThrowAnyException();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> target.requireFloats("c", List.of(PropertyType.STRING)))
                .withMessage(
                        "Constraint `c` allows node property `v` no list of floats, but only [STRING]. Write to another `writeProperty`.");
    }
}
