/** What people say to the model, or to each other, and what is near to an order without being one. */
const NEAR_MISSES = `
How do I speak slower in meetings?
How can I speak more slowly?
Why do people speak faster when they are nervous?
Who speaks slower, men or women?
Tell me how to talk a bit slower.
What does it mean to speak up?
Speak slower than whom?
Is it better to speak slower on the phone?
I want to learn to speak faster.
My teacher says I should slow down.
Slow down the car.
Should I slow down when it rains?
Slow down the music by ten percent.
Speed up the video.
How do I speed up my computer?
What is the volume of a sphere?
What is the volume of a cube with sides of three centimetres?
What's the volume of a litre of water in gallons?
What is the speed of light?
What is the speed of sound in water?
What is the speed?
What's the pace of a marathon winner?
How fast do cheetahs run?
How fast do you think this will go?
How loud is a jet engine?
How loud are concerts?
Turn up the heat.
Turn the heating up.
Turn up the volume on the television.
Turn the volume of the radio down.
Turn down the offer politely for me.
Turn off the lights.
Turn on the kitchen light.
Turn the oven off.
Turn off the television.
Set a timer for thirty minutes.
Set an alarm for seven am.
Set the table.
Set the temperature to twenty degrees.
Set the thermostat to 21.
Set the mood to romantic.
Set the date to Friday.
Change the subject.
Change the subject to football.
Change the answers to true or false.
Change the tone to formal.
Change my flight to Monday.
Tell me about mute swans.
What are mute swans?
Mute swans are beautiful.
Is the mute button red?
Why was my television on mute?
How do I mute a microphone in Zoom?
How do I mute a group chat?
What happens when you mute somebody?
Who invented the mute for trumpets?
Write a story about a mute boy.
Unmute is the opposite of mute, right?
How do I stop listening to sad music?
Why did people stop listening to the radio?
She told me to stop listening to him.
Stop listening to your doubts is good advice, is it not?
I could not stop listening to that song.
What is a hotkey?
What is hot tea good for?
What is the hot tea called?
What is my heartbeat?
What is my heart?
What is the hotkey for copying in Word?
What's the shortcut for a screenshot?
What is the keyboard shortcut for bold?
Which key opens the task manager?
Which key do I press to save a file?
What key is this song in?
What is a wake word?
What is the wake word of Alexa?
What was the phrase he used?
What is the wake of a ship?
How do I call you a taxi?
How do I call my mother from this phone?
Open the door.
Open the window.
Open a new bank account for me.
Open the settings of my phone.
Open the settings in Chrome.
How do I open the settings?
Where are the settings of Windows?
Show me a picture of a cat.
Show me the way to the station.
Show me some options for dinner.
Show me the options for flights to Rome.
What are my options?
Show me your best joke.
Use the passive voice.
Use the active voice in this sentence.
Use a formal voice for the letter.
Use your imagination.
Use the metric system.
Use the British spelling.
Use British pounds.
Use your head.
Use the word banana in a sentence.
Use the voice of a pirate.
What is the British voice of Siri called?
Who is the voice of Homer Simpson?
What voice does a baritone have?
Which voice is higher, alto or tenor?
Change your mind.
Change your clothes.
Undo the knot, how does that work?
How do I undo a commit in git?
How do I undo that in Photoshop?
What does undo mean?
Is there a way to undo a text message?
Take that back to the shop tomorrow.
Take it with a grain of salt.
Put it back in the fridge after two hours.
Put that back in the oven for ten minutes.
Quit smoking tips.
How do I quit my job?
Should I quit my job?
I want to quit smoking.
How do I close the app on my phone?
How do I quit vim?
Close the door when you leave.
Shut down my computer.
Shut down the reactor, said the captain.
What happens when a nuclear plant is shut down?
What can I change about my diet?
What can I cook with eggs?
Which commands does git have?
What is the command to list files?
Keep listening to your heart.
Keep listening means what in French?
Keep the change.
Keep it down.
Wait longer than what?
Should I wait longer before I call her back?
How long should I wait before I answer an email?
How long do you wait for a bus on average?
Wait for me at the station.
Wait a minute, what about the second one?
Be patient is easy to say.
How can I be more patient with my children?
How patient are cats?
What is patience?
Give me more time zones.
Give me more examples.
Give me some time to recover is what he said.
Let me finish reading that book, what was it called?
Why do people interrupt each other?
How do I stop interrupting people?
How do I interrupt somebody politely?
You should have stopped at the red light is an example of what?
Don't talk so much about politics.
Don't shout is the imperative of what verb?
Say one moment in Spanish.
How do you say one moment please in Japanese?
How do you say speak slower in French?
How do I say louder in German?
Translate speak slower into Chinese.
Translate turn the volume down into Spanish.
What does quieter mean?
Spell louder.
Is faster always better?
Which is faster, a train or a car?
Who is faster, Bolt or a horse?
Which animal is slower than a turtle?
A bit slower than light is how fast?
Faster than light travel, is it possible?
Faster algorithms for sorting.
Answer faster than the other student means what?
Answer the question in one word.
Answer in French.
Speak French.
Can you speak French?
Can you speak Chinese?
Do you speak German?
Speak to me about love.
Talk to me about the Romans.
Talk about slower economies.
Talk faster economies versus slower ones.
Read me a poem.
Read it again.
Read slower readers' tips.
Say it again.
Say that in other words.
Say it louder for the people in the back, who said that?
Be careful.
Be quiet is rude, is it not?
Be quiet for an hour a day, does that help?
Sleep for eight hours is the advice, is it right?
How can I sleep for eight hours?
How long do babies sleep?
Guests are here in an hour, what can I cook?
We have guests tonight, what should I cook?
My guests are vegetarian.
How do I get rid of guests?
The guests have left a mess, how do I clean a carpet?
New conversation topics, please.
Give me a new conversation starter.
Start a new paragraph.
Start a new list.
Start a new conversation with her, how do I do that?
Let's start with the basics.
What is a conversation?
What is an open conversation between doctors and patients?
Tell me the volume of the Pacific Ocean.
Tell me my horoscope.
Tell me your name.
What is your name?
What is your favourite colour?
What is your opinion?
What are you?
Who are you?
What can you do?
How are you?
Are you muted by design or by accident, said the mime?
Are you listening?
Do you hear me?
Can you hear me?
Is it on?
What is the language of Brazil?
What is my language level?
What language is spoken in Iran?
Which languages do you know?
Set the language of my phone to French.
Set the sentence in the past tense.
Switch the words around.
Switch to the next topic.
Switch to decaf, is that healthier?
What is the budget of NASA?
What is my budget for the trip if I have two thousand dollars?
What is a cap?
What are sounds made of?
Which sounds do foxes make?
What are beeps in Morse code?
Turn the sounds into words.
What are quiet hours in Germany?
When are quiet hours in hotels?
Is there a law about quiet hours?
What is night mode?
What does a graphics card do?
Which graphics card should I buy?
Do I need a graphics card for Chess?
What is a GPU?
What is the sensitivity of film?
What is the sensitivity of a rapid test?
How do I increase the sensitivity of my mouse?
How do I increase patience in a toddler?
Increase the font size.
Increase the speed of the fan.
Increase the volume of the dough by kneading.
Reduce the recipe to two people.
Reduce the sauce.
Lower the tone of the letter.
Lower your voice is an idiom, right?
Raise your voice in protest, who said that?
More volume for fine hair.
More patience is needed in politics.
What does more haste, less speed mean?
Less speed more haste.
How long is the follow up period for this study?
What is a follow-up question?
Hide the body, said the detective.
Hide the overlay in OBS.
What is an overlay?
Which model of car is this?
Which model did she use?
What model is the iPhone with two cameras?
Which language model is the best?
What is a language model?
What is speech recognition?
How does text to speech work?
Explain the brain to me.
What is your brain made of?
Use butter for the pan.
Use onions for your salad.
Use this as a template.
Use mindfulness for the mind.
Reset my password.
Reset the router.
How do I reset my phone?
Reset the clock.
Forget it.
Forget what I said about the trip.
Forget the pauses in the music.
How long should pauses be in a speech?
Who may wake a sleepwalker?
Wake me up at seven.
Wake me up when September ends.
Is the phone on?
Is the oven off?
Is the sound of rain calming?
Normal speed of a bicycle?
Normal volume of a cup?
Full volume of a football.
Maximum volume of a balloon?
Louder than bombs is an album by whom?
Louder music makes people drink more, is it true?
I can't hear you was his last line.
I can not hear well on my left side.
You are too kind.
You are too slow for this team, said the coach.
You're very quiet today, said Alice to the cat.
You cut me off in traffic.
Not so fast food.
Do not disturb signs, where do I buy them?
Don't disturb me for an hour is what I told them.
Make it louder than a whisper but softer than a shout.
Make the text shorter.
Make it shorter.
Make your answer shorter.
Explain it slower and simpler.
Can you explain that more slowly?
Go on.
Continue.
Stop.
Yes.
No.
Okay.
Thank you.
That's all.
What time is it?
Good morning.
What is twelve plus seven?
What is the capital of France?
Play some music.
Play it louder than usual at the party, is that fine?
Call mum.
`
const NEAR_MISSES_ZH = `
怎么才能说慢一点？
为什么有些人说话很快？
怎样提高语速？
球的体积怎么算？
声音是怎么产生的？
声音的速度是多少？
光的速度是多少？
音量和音高有什么区别？
电视的音量太大怎么办？
怎么把电脑的音量调大？
疣鼻天鹅叫什么？
手机静音怎么关？
静音键在哪里？
静音车厢是什么意思？
帮我设一个三十分钟的闹钟
一小时有多少秒？
半个小时能走多远？
打开窗户
打开灯
关灯
关闭电视
打开微信的设置
设置闹钟
怎么打开设置？
复制的快捷键是什么？
截图用什么快捷键？
什么是快捷键？
什么是唤醒词？
小爱同学的唤醒词是什么？
用被动语态
用英国的拼写
英式口音有什么特点？
她的声音很好听
换个话题
换一个例子
换成英镑是多少？
撤销合同需要什么？
怎么撤回微信消息？
怎么退出登录？
退出程序的快捷键是什么？
多等一会儿再浇水可以吗？
等多久才能开奖？
为什么别人总打断我？
怎么让孩子有耐心？
耐心是什么？
慢一点的火车要多久？
快一点的路线是哪条？
快乐是什么？
慢性病有哪些？
大声朗读有什么好处？
小声点用英语怎么说？
说慢一点用法语怎么说？
把说慢一点翻译成英语
界面是什么意思？
中文和日文有什么关系？
显卡是做什么的？
哪个显卡好？
灵敏度和特异度有什么区别？
安静的地方有哪些？
客人来了做什么菜？
客人走了以后怎么打扫？
新对话怎么写？
写一段新的对话给我的小说
什么是语言模型？
哪个语言模型最好？
模型飞机怎么做？
继续
停
好的
谢谢
现在几点？
你叫什么名字？
你会说中文吗？
我今天很累
北京的天气怎么样？
`

const linesOf = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

export const NO_ORDERS: readonly string[] = [...linesOf(NEAR_MISSES), ...linesOf(NEAR_MISSES_ZH)]
