package org.loadcast.features.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.loadcast.features.grid.GridTest.line;
import static org.loadcast.features.grid.GridTest.node;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class TopologyJsonTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void whatIsWrittenIsReadAgain() {
        Topology topology = new Topology(
                List.of("s"),
                List.of(node("s"), node("a", "m1", "m2")),
                List.of(line("L1", "s", "a", 120.5), new Line("T1", "a", "s", 60, true)));

        assertThat(TopologyJson.read(TopologyJson.write(topology))).isEqualTo(topology);
    }

    @Test
    void everyErrorOfTheFormIsToldAtOnce() {
        assertThatThrownBy(() -> read("""
                        {"supplies":[{}],"nodes":[{"meters":["a b"]},{"id":"n","colour":1}],
                         "lines":[{"id":"L","from":"n","to":"n","capacity_kw":"x"},{"id":"M","from":"n","to":"n","capacity_kw":1}]}
                        """))
                .isInstanceOf(TopologyException.class)
                .hasMessageContaining("A supply is an object")
                .hasMessageContaining("Node 1 has nothing as id")
                .hasMessageContaining("Node 1: ")
                .hasMessageContaining("Node 'n' has a field 'colour', which is not known. It may have id, meters.")
                .hasMessageContaining("Line 'L' has 'x' as capacity_kw. Give a positive number.")
                .hasMessageContaining("Line 'M' leads from 'n' to itself");
    }

    @Test
    void everyContradictionIsToldAtOnce() {
        assertThatThrownBy(() -> read("""
                        {"supplies":["x"],"nodes":[{"id":"a","meters":["m","m"]},{"id":"a"}],
                         "lines":[{"id":"L","from":"a","to":"c","capacity_kw":1},{"id":"L","from":"a","to":"d","capacity_kw":1}]}
                        """))
                .hasMessageContaining("The topology has 6 problems")
                .hasMessageContaining("Node 'a' is there twice")
                .hasMessageContaining("Meter 'm' is at node 'a' and at node 'a'")
                .hasMessageContaining("Supply 'x' is no node")
                .hasMessageContaining("Line 'L' ends at 'c', which is no node")
                .hasMessageContaining("Line 'L' is there twice");
    }

    @Test
    void aNodeThatNoLineLeadsToIsAnError() {
        assertThatThrownBy(() -> new Topology(List.of("s"), List.of(node("s"), node("far")), List.of()))
                .hasMessage("Node 'far' is not connected with any supply. Add the line that leads to it.");
    }

    private static Topology read(String json) throws JsonProcessingException {
        return TopologyJson.read(JSON.readTree(json));
    }
}
