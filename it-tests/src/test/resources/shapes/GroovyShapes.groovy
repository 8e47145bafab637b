package dev.weft.it.shapes

import dev.weft.Pinned
import dev.weft.it.support.Probe
import dev.weft.it.support.Program
import groovy.transform.CompileStatic

/** What the Groovy compiler makes of suspend points. */
class GroovyShapes {
  @CompileStatic
  static class StaticallyCompiled implements Program {
    Object run(Probe p) {
      long sum = 0
      for (int i = 0; i < p.suspend(4); i++) {
        sum = sum * 31 + (i % 2 == 0 ? p.suspend(i) : Helper.value(p, i))
      }
      String chosen
      switch (p.suspend('two')) {
        case 'one':
          chosen = 'no'
          break
        case 'two':
          chosen = 'yes' + p.suspend('!')
          break
        default:
          chosen = 'other'
      }
      String tried
      try {
        tried = Helper.fail(p, 3)
      } catch (IllegalStateException e) {
        tried = e.message + p.suspend('caught')
      } finally {
        p.log('finally' + p.suspend('end'))
      }
      String nothing = p.suspend((String) null)
      return [chosen, tried, nothing ?: p.suspend('elvis'), new Helper(p.suspend('made')).text, Long.valueOf(sum)] as Object[]
    }
  }

  @CompileStatic
  static class Helper {
    final String text

    Helper(String text) {
      this.text = text
    }

    static long value(Probe p, int i) {
      return p.suspend(i * 10L) + p.suspend(i)
    }

    static String fail(Probe p, int n) {
      p.suspend()
      throw new IllegalStateException('failed' + p.suspend(n))
    }
  }

  /** Calls go through the language's own dispatch, which is not woven: only the result counts. */
  @Pins(value = Pinned.FOREIGN_FRAME, optional = true)
  static class Dynamic implements Program {
    def run(Probe p) {
      def sum = 0
      for (i in 1..3) {
        sum = sum * 10 + p.suspend(i)
      }
      def add = { x -> p.suspend(x) + 1 }
      def list = [3, 1, 2].collect { p.suspend(it) * 2 }.sort { a, b -> p.suspend(a) <=> p.suspend(b) }
      def text = "t${p.suspend('g')}${add(4)}"
      try {
        missing(p)
      } catch (MissingMethodException e) {
        text += p.suspend('missing')
      }
      return [sum, list.toString(), text.toString(), add.call(p.suspend(9))] as Object[]
    }
  }
}
