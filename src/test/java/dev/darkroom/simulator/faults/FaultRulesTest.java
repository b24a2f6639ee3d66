package dev.darkroom.simulator.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.darkroom.simulator.SampleInputs;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultRulesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'away':1.0}",
                "{'throttle':[0.5,{'over':'30/s','retry-after':'5'}]}",
                "{'throttle':{'share':0.25,'from':'500ms','to':'30s','times':3,'prompt':'lamp','submits':'5-20'}}",
                "{'job-failed':[{'submits':'5'},{'submits':'50-'}]}",
            })
    void a_plan_says_the_same_when_it_is_read_again(String json) {
        String plan = json.replace('\'', '"');

        assertThat(FaultRules.of(SampleInputs.of(plan))).hasToString(plan);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {'throtle': 1}                       | throtle              | true  | did you mean 'throttle'
                    {'throttle': {'ovr': '3/s'}}         | throttle.ovr         | true  | did you mean 'over'
                    {'away': 2}                          | away                 | false | is more than 1
                    {'away': -0.1}                       | away                 | false | is not a share
                    {'away': '101%'}                     | away                 | false | is more than 1
                    {'away': true}                       | away                 | false | is neither a share
                    {'away': null}                       | away                 | false | is neither a share
                    {'away': [1, {'times': 0}]}          | away.1.times         | false | is not a whole number from 1
                    {'away': [[1]]}                      | away.0               | false | is neither a share
                    {'away': {'from': '10'}}             | away.from            | false | is not a duration
                    {'away': {'from': '10s', 'to': '10s'}} | away.to            | false | is not after from
                    {'away': {'submits': '0-3'}}         | away.submits         | false | is not a whole number from 1
                    {'away': {'submits': '5-3'}}         | away.submits         | false | ends before it starts
                    {'away': {'submits': '-3'}}          | away.submits         | false | is neither a number
                    {'away': {'prompt': {}}}             | away.prompt          | false | is not a single value
                    {'away': {'over': '3/s'}}            | away.over            | true  | is for throttle only
                    {'away': {'retry-after': 3}}         | away.retry-after     | true  | is for throttle and
                    {'throttle': {'over': '0.5/s'}}      | throttle.over        | false | is not a rate
                    {'throttle': {'over': '0/s'}}        | throttle.over        | false | is not a whole number
                    {'throttle': {'retry-after': 'now'}} | throttle.retry-after | false | is neither seconds
                    """)
    void what_cannot_be_meant_is_refused_at_its_place(String plan, String path, boolean atKey, String why) {
        BadFaultException bad =
                catchThrowableOfType(BadFaultException.class, () -> FaultRules.of(SampleInputs.of(plan)));

        assertThat(String.join(".", bad.path())).isEqualTo(path);
        assertThat(bad.atKey()).isEqualTo(atKey);
        assertThat(bad.why()).contains(why);
        assertThat(bad).hasMessage(path + " " + bad.why());
    }

    @Test
    void a_plan_is_an_object() {
        BadFaultException bad = catchThrowableOfType(
                BadFaultException.class,
                () -> FaultRules.of(SampleInputs.of("{'a': [1]}").path("a")));

        assertThat(bad).hasMessage("the fault plan is not an object of faults");
    }

    @Test
    void a_text_is_a_share_or_a_rule_in_json() {
        FaultRules rules = FaultRules.ofTexts(Map.of("away", "5%", "throttle", " {\"over\": \"3/s\"}"));

        assertThat(rules).hasToString("{\"away\":0.05,\"throttle\":{\"over\":\"3/s\"}}");
    }
}
