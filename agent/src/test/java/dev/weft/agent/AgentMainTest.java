package dev.weft.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Opcodes;

/** The entry on JVMs that are too old for the rest. */
class AgentMainTest {
  @Test
  void knowsWhichAreTooOld() {
    for (String old : List.of("1.7", "1.8", "9", "11", "16")) {
      assertTrue(AgentMain.isTooOld(old), old);
    }
    for (String supported : List.of("17", "21", "25", "30")) {
      assertFalse(AgentMain.isTooOld(supported), supported);
    }
  }

  @Test
  void isLoadedByThem() throws IOException {
    try (var in = new DataInputStream(AgentMain.class.getResourceAsStream("AgentMain.class"))) {
      assertEquals(0xCAFEBABE, in.readInt());
      in.readUnsignedShort();
      assertEquals(Opcodes.V1_8, in.readUnsignedShort());
    }
  }
}
