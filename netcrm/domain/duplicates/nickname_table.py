"""The table of `nicknames`: a line is a name with its forms, behind a bar those of other languages.

Forms are folded: no accents, lower case.
"""

ENGLISH = """
    abigail abby abbie gail
    abraham abe bram | avraham ibrahim
    albert al bert bertie | alberto albrecht
    alexander alex al xander sandy sasha sascha aleksander aleksandr | alejandro alessandro alexandre oleksandr
    alejandro alex jandro
    alessandro ale sandro
    oleksandr aleksandr oleksander sasha sashko
    alexandra alex alexa sandra sandy sasha sascha aleksandra oleksandra | alejandra alessandra
    alfred alf fred freddie | alfredo
    allen alan allan al
    amanda mandy
    andrew andy drew
    angela angie
    ann anne annie | anna ana
    anna ana ania anya anja anka annika anja annie
    hannah hanna hana hanne johanna
    anthony tony antony
    arthur art artie | arturo
    barbara barb barbie babs | bara basia
    benjamin ben benny benji
    bernard bernie | bernd bernhard bernardo
    bradley brad
    brian bryan
    calvin cal
    cameron cam
    caroline carolyn carrie carol | karolina carolina lina
    catherine cathy kathy kate katie kat cate katherine katharine kathryn | katharina ekaterina
    catherine cathy kathy | catarina katarzyna caterina catalina kateryna
    katharina katarina katrin kathrin katja kathi | katarzyna
    katarzyna kasia
    ekaterina yekaterina katya katja kateryna katia katka katerina
    charles charlie chuck chas | carl carlos carlo
    carl karl
    charlotte charlie lottie | lotte carlota
    christian chris | kristian cristian
    christina chris chrissy tina kristina cristina christine | krystyna krisztina kirsten kristin
    christopher chris kit topher | cristobal krzysztof christoph christophe
    christoph kristof christof
    krzysztof krzysiek
    clifford cliff
    clarence clare
    constance connie | konstanze
    cynthia cindy
    daniel dan danny dani
    daniela daniella danielle dani dana
    david dave davy davey | dawid davide
    deborah deb debbie debra debora
    dennis denis denny
    diana diane dianne di
    dominic dominik dom nick | domenico domingo dominique
    donald don donnie
    dorothy dot dottie | dorothea dora dorota thea
    douglas doug
    edward ed eddie ted ned teddy | eduard eduardo edouard
    eduardo lalo edu
    eduard edi
    eleanor elinor ellie nell nora | eleanora leonor leonora
    elizabeth liz lizzie beth betty betsy eliza elisabeth elisabet lisa liza libby bess | elisabetta elzbieta erzsebet
    elizabeth | isabel alzbeta
    elisabeth lisbeth liesbeth elsbeth elsa elise ilse bettina lisa sissi
    elzbieta ela elza
    elizaveta yelizaveta liza lisa
    isabel isabella isabelle isa bella ysabel
    emily em emmy emilie | emilia
    emanuel emmanuel manny manuel manolo
    eric erik rick
    ernest ernie | ernst ernesto
    eugene gene | eugenio evgeny yevgeny evgeniy jewgeni
    evelyn evie eve
    florence flo florrie
    frances fran frannie | francesca francisca franziska francoise frantiska
    francis frank fran | francisco francesco franciszek frantisek francois franz
    francisco paco pancho kiko fran
    francesco franco
    franz franzl
    franklin frank
    frederick fred freddie frederic frederik rick | friedrich federico
    friedrich fritz
    federico fede
    gabriel gabe
    gabriela gabriella gabrielle gabi gaby
    gary garry
    geoffrey geoff jeffrey jeff jeffery
    george georgie | georg jorge giorgio georges jerzy georgi georgios
    yuri yury yuriy iouri juri iurii iuri
    georg jurgen jorg schorsch
    gerald jerry gerry | gerhard
    gerard gerry | gerardo gerrit
    gregory greg | gregor grzegorz gregorio grigori
    harold harry hal
    harriet hattie
    helen nell | helena elena helene ellen
    helena elena helene lena leni hela
    elena olena yelena jelena lena lenka alena
    henry harry hank hal | heinrich henrik henri enrique enrico hendrik
    heinrich heinz heiner
    enrique quique kike
    henrik hendrik henryk
    howard howie
    irene | irena irina irene ira
    isaac ike | izaak
    jacob jake jakob | jakub jacobo giacomo yakov
    jakub kuba
    jacqueline jackie jacky
    james jim jimmy jamie
    jane janie
    janet jan
    jana janina janka
    jasmine yasmin jasmin yasmine yasmina
    jennifer jen jenny jenn
    jeremy jerry jem jeremiah
    jessica jess jessie
    joan joanie
    joanna jo joanne joana | johanna giovanna
    jonathan jon jonny john nathan
    john jon johnny jack | ivan juan joao giovanni johann johannes johan jean jan janos
    johannes johann johan hans hannes jan
    ivan vanya iwan
    juan juanito
    joseph joe joey josef | jose giuseppe yosef yusuf jozef jozsef josip
    jose pepe
    josef sepp jupp jozef
    giuseppe beppe peppe
    yusuf yousef youssef yousuf
    josephine jo josie | josefina josefa josefine pepa
    joshua josh
    judith judy judit jude
    julia julie juliana | giulia julija yulia yuliya iuliia
    julian jules juliano
    kenneth ken kenny
    kimberly kim kimberley
    laura laurie lora
    laurence larry lawrence laurie lorenz laurens | lorenzo laurent lars
    leonard len lenny leo | leonardo leonhard leon
    leslie les lesley
    lewis louis lou louie | luis luigi ludwig
    luigi gigi
    luis lucho
    ludwig ludvig ludvik lutz
    louise lou | luisa luise louisa luiza
    lillian lily lilian lili
    lucas luke luca luka lukas lukasz
    lucy | lucia lucie luzia lucija
    madeleine maddie madeline maddy | magdalena
    magdalena magda lena madalena leni magdalene
    margaret maggie meg peggy marge margie madge | margarita marguerite margherita margarete malgorzata
    margarete margareta greta grete gretchen margit marketa margaretha
    malgorzata gosia
    margarita rita margherita
    marcus mark marc markus | marco marcos marek
    marco marko
    martha marta marthe
    martin marty | martino marcin
    mary molly polly | maria marie
    maria marie mari marija mariya masha mia maja mariia
    maryam mariam miriam myriam meryem
    matthew matt mat | matthias mateo matteo mateusz matthieu
    matthias mathias mattias matias matti mats hias
    matthieu mathieu
    maurice maury | moritz mauricio maurizio
    maximilian max | massimiliano maximiliano
    maxim maksim maksym maxime max
    megan meg
    melanie mel
    melissa mel missy
    michael mike mick mickey mickael mikael micha | mikhail miguel michele michel mihai michal mihaly
    mikhail misha mihail mykhailo mikhael
    michelle shelly michele | micaela michaela mihaela michaela
    mitchell mitch
    mohammed mohamed muhammad mohammad muhammed mohamad mohd muhamed mehmet mahomet mo
    nathaniel nate nathan nat natan
    nancy nan
    natalie nat nathalie | natalia
    natalia natasha natalya nataliya nataliia natalija tasha
    nicholas nick nicky nicolas nico nikolas | nicola niccolo nikolai nikola
    nikolai nikolay kolya mykola nikolaj
    klaus claus nikolaus
    nils niels
    nikolaos nikos
    mikolaj miki
    nicole nikki nicola nicoletta nicky
    oliver ollie olivier | oliviero
    olivia liv livia
    pamela pam
    patricia pat patty trish tricia patti | patrizia patrycja
    patrick pat paddy | patricio patrik padraig patryk patrice
    paul | pablo paolo pawel pavel paulo
    pavel pawel pasha
    paula | paola pauline paulina polina
    penelope penny
    peter pete petey | pedro pietro piotr petr pierre pieter petar petros
    pieter piet
    pyotr piotr petr petya
    peder per petter
    philip phil phillip philipp pip filip | felipe filippo philippe
    rachel rachael rae | raquel rachele rahel
    ralph ralf raf | raul raoul
    raphael rafael rafal | raffaele raf rafi
    raymond ray ramon | raimund raimondo
    rebecca becky becca rebekah rebeka
    reginald reg reggie
    richard rick rich dick ricky richie | ricardo riccardo ryszard
    ricardo riki
    riccardo ricky
    robert rob bob bobby robbie bert robin | roberto
    roberto beto robi
    roberta bobbie
    roger rog | rogelio ruggero rutger
    roland | rolando
    ronald ron ronnie ronaldo
    rose rosie rosa rosalind rosemary roza
    roxanne roxy roxana
    russell russ
    samantha sam sammy
    samuel sam sammy | samuele
    sarah sara sally sadie
    sean shaun shawn
    sebastian seb bastian basti | sebastien sebastiano
    sharon shari
    simon | simone szymon simeon
    sofia sophia sofiya sonya sonia sonja sofija | sophie zofia
    sophie sofie
    zofia zosia
    stanley stan stanislav stanislaw
    stephanie steph stefanie | stefania stephania stephany estefania
    stephen steven steve | stefan esteban stefano stephan etienne istvan stepan
    stefan stephan steffen steff stefano
    istvan pista isti
    stuart stewart stu
    susan sue susie suzie | susanna susana susanne zuzanna suzanne
    susanne suzanne susanna susana susi
    zuzanna zuzana zuzka zsuzsanna zsuzsa
    sylvia silvia silvie sylvie sylwia
    tamara tammy toma
    terence terry terrance terrence
    theresa terry tess | teresa tessa therese tereza terezia resi
    theodore ted teddy theo | theodor teodoro fedor teodor fyodor theodoros
    thomas tom tommy tomas | tommaso tomasz tamas
    tomasz tomek tomas
    tommaso tomaso
    timothy tim timmy | timo timoteo tymoteusz
    tobias toby tobi
    valerie val | valeria valerija
    veronica vera ronnie veronika | nika weronika veronique
    victor vic viktor | vittorio
    victoria vicky tori vicki viktoria viktoriya | vittoria vika wiktoria
    vincent vince vinny | vincenzo vicente
    virginia ginny ginger
    walter walt wally wally valter walther
    wendy gwendolyn gwen
    william bill will billy willy liam | willem wilhelm guillermo guglielmo guillaume
    willem wim wilhelm willi
    guillermo memo guille
    wolfgang wolf wolfi
    zachary zach zack zak zacharias
"""
OTHERS = """
    adrian | adriano
    agnieszka agnes aga | inez ines agnese agnesa
    ahmed ahmad ahmet achmed
    aisha ayesha aicha ayse aysha
    ali aly
    amelia amelie milly
    anastasia nastya anastasiya stacy asya
    andreas andi andy anders | andrew andrei andrzej andre andrea andres andras
    andrei andrey andrij andriy andrej ondrej andrii
    andrzej jedrzej
    antonio toni tonio tony tonino | anton antoine antoni
    anton antoni antonin toni
    antoine antonin
    antonia toni antonie antonina tonia
    bartholomew bart | bartolomeo bartlomiej
    bartosz bartek bartlomiej
    beatrice beatriz bea trixie beatrix
    bjorn bjoern
    bogdan bohdan
    boleslaw bolek
    carmen carmela
    claudia klaudia claudie
    claudio | claude klaudiusz
    cornelia nele conny neli
    cornelis kees cor cornelius
    santiago diego iago tiago yago santi
    jaime jimmy
    dmitri dmitry dmitriy dmitrii dima dimitri dmytro
    dimitrios dimitris mitsos
    dolores lola
    eszter esther ester
    ewa eva | eve evi
    fatima fatma fatema fatemeh fatimah fatoumata
    fernando fer nando | hernan ferdinand
    filomena filo
    gianluca gian luca
    giovanni gianni vanni
    guadalupe lupe lupita
    gunther guenter gunter guenther
    halina hala
    hassan hasan hassane
    hussein husain hussain hossein husein hocine
    ignacio nacho | ignatius inaki ignaz ignacy
    igor ihor
    ingrid inga
    jadwiga | hedwig
    javier javi xavier
    jaroslav jaroslaw yaroslav jarek
    joachim achim jochen joaquin quino | gioacchino
    jorg joerg
    katalin kati kata
    khalid khaled
    konstantin kostya constantin constantine kostia
    konstantinos costas kostas kostis
    leticia letty letizia
    lyudmila ludmila mila ljudmila liudmyla
    mariana marianna | marianne
    mercedes merche
    miloslav milos
    monica monika mona moni | monique
    mykola | nikolai nikolay
    mustafa mostafa moustafa
    nadezhda nadia nadya nadja nadiya nadiia
    noor nour nur
    oksana oxana
    ksenia xenia kseniya ksenija kseniia
    olga olha
    omar umar omer
    priyanka priya
    pilar pili
    rosario charo
    salvatore toto salvador salva sal
    sergei sergey serhii sergiy sergej serhiy seryozha | sergio serge
    siddharth sid siddhartha
    soren soeren
    subramanian subra mani subramaniam
    svetlana sveta svitlana
    tatiana tanya tatyana tania tanja tetiana tatjana
    thorsten torsten
    ursula uschi ulla urszula
    vladimir vova volodymyr wladimir vlad volodya
    wladyslaw wladek
    waltraud traudl
    wojciech wojtek | adalbert vojtech
    xin hsin
    yitzhak itzhak | isaac
    yosef josef
    yvonne ivonne
    zbigniew zbyszek
    zeynep zeinab zainab zaynab
"""
ALSO_GIVEN = """
    adam aidan amal amir amy anil anjali antoinette aron arun ashley astrid audrey bao brenda bruce carla carlos
    cecilia chen chiara clara claire colin craig dalia darren dean debra denise derek diane dina donna dora dylan
    edith ella emma enzo erica erika erin esra ethan fabio faith farah felix fiona gemma giulio glenn gloria grace
    guido hae hamid hanne hao heather heidi heike hiroshi hoa holly hugo ida ilan imran irma isha ivana ivo jade
    janice jared jasper jing jonas jordan joy joyce juana judy jung karen karin karina katrina kai keith kelly kevin
    kyle lara lauren layla leah leila lena liam lin linda ling lisa logan lori luc lynn maha malik marcel marcela
    maren mariana mariela marina mario marion marisa markus marlene mason maya mei mercy mila min ming mira moira mona
    mark nadine naomi natan neil nina noah noel noemi nora norma oscar osman otto pascal perla petra pia pilar priya
    quentin rahul raj rajesh rania rasha reem rene renata rita roberta rocio romain roman rosario rui ruth ryan said
    salma sami samir sana sanjay sara scott selma shane sheila shirley silke sofie soo suresh sven tania tara tariq
    theo tina todd tomoko tracy troy ulrich ursula uwe vera vijay vivian wanda wei wen yan yara ying yoko yuki yun
    yvette zara zoe
"""
